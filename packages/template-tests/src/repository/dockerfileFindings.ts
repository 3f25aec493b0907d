import {
  Dockerfile,
  DockerfileParser,
  From,
  Instruction,
} from 'dockerfile-ast';

/** What an image is built from and run as that nobody should find in production. */
export function dockerfileFindings(text: string): string[] {
  const file = DockerfileParser.parse(text);
  const stages = file.getFROMs();
  const last = finalStage(file);
  const users = last.filter(isKeyword('USER'));
  const [entry] = last.filter(
    instruction =>
      isKeyword('CMD')(instruction) || isKeyword('ENTRYPOINT')(instruction),
  );
  return Object.entries({
    'it has a stage to build and one to run': stages.length >= 2,
    'its base images have a full version or a digest': stages
      .filter(stage => !isStage(stage, stages))
      .every(stage =>
        /:\d+\.\d+\.\d+(-\w+)*(@|$)|@sha256:[0-9a-f]{64}$/.test(
          stage.getImage() ?? '',
        ),
      ),
    'it runs as a user with a number that is not 0': /^[1-9]\d*(:\d+)?$/.test(
      users.at(-1)?.getArgumentsContent() ?? '',
    ),
    'it has a health check': last.some(
      instruction =>
        isKeyword('HEALTHCHECK')(instruction) &&
        instruction.getArgumentsContent() !== 'NONE',
    ),
    // A shell would get the signals in its place.
    'it starts without a shell': /^\[.*\]$/s.test(
      entry?.getArgumentsContent() ?? '',
    ),
    'it copies from the context, it does not download': !file
      .getInstructions()
      .some(isKeyword('ADD')),
    'it installs what the lock file says': !file
      .getInstructions()
      .some(instruction =>
        /npm (install|i)\b/.test(instruction.getArgumentsContent() ?? ''),
      ),
  })
    .filter(([, isKept]) => !isKept)
    .map(([rule]) => `Dockerfile: ${rule}`);
}

function isKeyword(keyword: string) {
  return (instruction: Instruction) => instruction.getKeyword() === keyword;
}

/** The instructions after the last FROM. */
function finalStage(file: Dockerfile): Instruction[] {
  const instructions = file.getInstructions();
  return instructions.slice(instructions.findLastIndex(isKeyword('FROM')) + 1);
}

/** Whether it starts from an earlier stage and not from an image. */
function isStage(stage: From, stages: From[]): boolean {
  return stages.some(other => other.getBuildStage() === stage.getImage());
}
