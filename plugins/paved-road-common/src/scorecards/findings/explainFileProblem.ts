/** Why a file cannot be used, as a sentence that begins with its path and line. @public */
export function explainFileProblem(
  file: string,
  { problem, line }: { problem: string; line?: number },
): string {
  // The problem of a chart can be the one of its values.
  const sentence = problem.endsWith('.') ? problem : `${problem}.`;
  if (line !== undefined) {
    return `${file}, line ${line}: ${sentence}`;
  }
  return /^(is|has|takes|uses) /.test(problem)
    ? `${file} ${sentence}`
    : `${file}: ${sentence}`;
}
