import { InputError } from '@backstage/errors';

/** Twice as deep as what is found in a repository, which is the deepest that anybody sends. */
const MAX_LEVELS = 200;

/**
 * Makes sure that code which goes through a value part by part does not run out of stack.
 *
 * @param what - the value is, for the message
 * @throws InputError when it is nested too deeply
 */
export function assertShallow(value: unknown, what: string): void {
  const problem = depthProblem(value, what);
  if (problem) {
    throw problem;
  }
}

/** The error of {@link assertShallow}; undefined when the value is shallow. */
export function depthProblem(
  value: unknown,
  what: string,
): InputError | undefined {
  return isDeeper(value, MAX_LEVELS)
    ? new InputError(`${what}: it is nested deeper than ${MAX_LEVELS} levels`)
    : undefined;
}

function isDeeper(value: unknown, levels: number): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    (levels === 0 ||
      Object.values(value).some(child => isDeeper(child, levels - 1)))
  );
}
