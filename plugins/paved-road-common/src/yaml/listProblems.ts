/** Enough to keep an author busy, and few enough for a log and a page. */
const maxProblems = 50;

/**
 * A message with one line per problem, and the number of problems left out.
 *
 * @param write - the line of a problem
 */
export function listProblems<T>(
  title: string,
  problems: readonly T[],
  write: (problem: T) => string,
): string {
  const left = problems.length - maxProblems;
  return [
    title,
    ...problems.slice(0, maxProblems).map(write),
    ...(left > 0 ? [`and ${left} more`] : []),
  ].join('\n  ');
}
