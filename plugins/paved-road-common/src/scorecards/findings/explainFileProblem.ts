/**
 * Why a file cannot be used, as a sentence that begins with its path and line.
 *
 * @public
 */
export function explainFileProblem(
  file: string,
  { problem, line }: { problem: string; line?: number },
): string {
  if (line !== undefined) {
    return `${file}, line ${line}: ${problem}.`;
  }
  return /^(is|has|takes|uses) /.test(problem)
    ? `${file} ${problem}.`
    : `${file}: ${problem}.`;
}
