const command =
  /(^|[\s;&|"'`(])(pytest|tox|nox|jest|vitest|mocha|ruff|mypy|flake8|pylint|tsc|eslint|cmake|ctest|bazel|gradlew?|\.\/gradlew|mvnw?|\.\/mvnw|sbt|rake|rspec|phpunit|ginkgo|golangci-lint|helm lint|docker (buildx )?build|docker[- ]compose[^\n]{0,40} (build|up)|go (build|test|vet)|cargo (build|test|check|clippy|nextest)|dotnet (build|test|publish)|(npm|pnpm|yarn|bun|npx|deno)( run)?( -\S+)* [\w:.-]*(test|build|lint|check|typecheck|compile)[\w:.-]*|(npm|pnpm|yarn|bun) run ci|(uv|poetry|pdm|hatch|pipenv|rye) (run|test|build|lint)|python3? -m (pytest|unittest|build|tox|compileall)|nx|turbo|mix test|swift (build|test)|bundle exec|composer (test|run)|sam build|cdk synth|terraform (validate|plan))\b/m;

/** Tools whose names are also words, only as a command with a target. */
const target =
  /(^|[;&|("'`]|\b(script|run|command|bash):)[ \t]*(make|just|task)[ \t]+[\w-]/m;

/** Whether a shell script builds or tests something. */
export function buildsOrTests(script: string): boolean {
  const text = script
    .slice(0, 50_000)
    .replace(/(^|[ \t])(#|\/\/)[^\n]*/gm, '$1');
  return command.test(text) || target.test(text);
}
