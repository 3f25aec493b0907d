import { PackProblem } from './preview';

/**
 * What a message about a rule pack says is wrong with it, and where; for editors.
 *
 * @param message - of an error of `parseRulePack` or `compileRules`
 * @param source - by which the message names the pack
 * @public
 */
export function readPackProblems(
  message: string,
  source: string,
): PackProblem[] {
  const [heading, ...lines] = message.split('\n');
  return (lines.length > 0 ? lines : [heading]).map(line =>
    toProblem(line.trim(), source),
  );
}

function toProblem(text: string, source: string): PackProblem {
  if (text.startsWith(`${source}: `)) {
    return { message: text.slice(source.length + 2) };
  }
  // A conflict with another pack may be told from the side of that one.
  const place = new RegExp(`(?<![\\w./-])${source}:(\\d+):(\\d+)`).exec(text);
  if (!place) {
    return { message: text };
  }
  const [whole, line, column] = place;
  return {
    message: text.startsWith(`${whole}: `)
      ? text.slice(whole.length + 2)
      : text,
    line: Number(line),
    column: Number(column),
  };
}
