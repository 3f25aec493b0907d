/** So many that an author has enough to do, and few enough for a log and a page. */
const maxProblems = 50;

/** A message with a line for each problem, and the number of those that are left out. */
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
