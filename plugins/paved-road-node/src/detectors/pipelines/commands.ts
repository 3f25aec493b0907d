/** Commands that build or test, at the start of a command or after a runner. */
const command =
  /(^|[\s;&|"'`(])(pytest|tox|nox|jest|vitest|mocha|ruff|mypy|flake8|pylint|tsc|eslint|make|cmake|ctest|bazel|gradlew?|\.\/gradlew|mvnw?|\.\/mvnw|sbt|rake|rspec|phpunit|ginkgo|golangci-lint|helm lint|docker (buildx )?build|docker[- ]compose[^\n]{0,40} (build|up)|go (build|test|vet)|cargo (build|test|check|clippy|nextest)|dotnet (build|test|publish)|(npm|pnpm|yarn|bun|npx|deno)( run)?( -\S+)* [\w:.-]*(test|build|lint|check|ci|typecheck|compile)[\w:.-]*|(uv|poetry|pdm|hatch|pipenv|rye) (run|test|build|lint)|python3? -m (pytest|unittest|build|tox|compileall)|just|task|nx|turbo|mix test|swift (build|test)|bundle exec|composer (test|run)|sam build|cdk synth|terraform (validate|plan))\b/m;

/** Whether a shell script builds or tests something. */
export function buildsOrTests(script: string): boolean {
  return command.test(script.slice(0, 50_000));
}
