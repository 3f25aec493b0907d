import { PackProblem } from './preview';

/**
 * The problems and positions in a message about a rule pack, for editors.
 *
 * @param message - of an error of `parseRulePack` or `compileRules`
 * @param source - name of the pack in the message
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
  // A conflict may be reported from the side of the other pack.
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
