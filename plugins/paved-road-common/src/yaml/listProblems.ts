/** Enough to keep an author busy, and few enough for a log and a page. */
const maxProblems = 50;

/** A message with one line per problem, and the number of problems left out. */
export function listProblems(
  title: string,
  problems: readonly string[],
): string {
  const left = problems.length - maxProblems;
  return [
    title,
    ...problems.slice(0, maxProblems),
    ...(left > 0 ? [`and ${left} more`] : []),
  ].join('\n  ');
}
