import { InputError } from '@backstage/errors';
import { PackProblem } from '@paved-road/plugin-paved-road-common';

/** What somebody sent is not a rule pack, or does not go with the active ones. */
export class InvalidRulePackError extends InputError {
  /** Goes to the caller with the message, for editors. */
  readonly problems: PackProblem[];

  /**
   * @param message - has a heading, and a line for each problem
   * @param source - by which the message names what was sent
   */
  constructor(message: string, source: string) {
    super(message);
    const [heading, ...lines] = message.split('\n');
    this.problems = (lines.length > 0 ? lines : [heading]).map(line =>
      toProblem(line.trim(), source),
    );
  }
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
