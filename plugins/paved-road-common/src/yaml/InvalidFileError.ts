import { InputError } from '@backstage/errors';

/** A place in a file. */
export interface Place {
  /** Name of the file, or of the part of it where nobody has seen its text. */
  source: string;
  /** From 1. */
  line?: number;
  /** From 1. */
  column?: number;
}

/** A problem of a file. */
export interface FileProblem {
  place: Place;
  /** Another place that has to do with it, which the message names. */
  other?: Place;
  message: string;
}

/** A problem as an editor of the file shows it. */
interface ShownProblem {
  message: string;
  line?: number;
  column?: number;
}

/** Enough to keep an author busy, and few enough for a log and a page. */
const maxProblems = 50;

/** A place as `source:line:column`. */
export function writePlace({ source, line, column }: Place): string {
  return line === undefined ? source : `${source}:${line}:${column}`;
}

function written({ place, message }: FileProblem): string {
  return `${writePlace(place)}: ${message}`;
}

/**
 * Files cannot be used. The message has a line for each problem, and the number of those left out.
 *
 * @public
 */
export class InvalidFileError extends InputError {
  readonly #title: string;
  readonly #problems: readonly FileProblem[];

  /** @internal */
  constructor(title: string, problems: readonly FileProblem[]) {
    const left = problems.length - maxProblems;
    super(
      [
        title,
        ...problems.slice(0, maxProblems).map(written),
        ...(left > 0 ? [`and ${left} more`] : []),
      ].join('\n  '),
    );
    this.name = 'InputError';
    this.#title = title;
    this.#problems = problems;
  }

  /** Without lines, for a file whose text nobody has seen. */
  withoutLines(): InvalidFileError {
    return new InvalidFileError(
      this.#title,
      this.#problems.map(({ place: { source }, message }) => ({
        place: { source },
        message,
      })),
    );
  }

  /**
   * The problems as an editor of one of the files shows them. One of another file stays whole, and has the line of this
   * file that it names.
   */
  problemsOf(source: string): ShownProblem[] {
    const left = this.#problems.length - maxProblems;
    return [
      ...this.#problems.slice(0, maxProblems).map(problem => {
        const { place, other, message } = problem;
        const { line, column } = {
          ...[place, other].find(at => at?.source === source),
        };
        return {
          message: place.source === source ? message : written(problem),
          ...(line !== undefined && { line, column }),
        };
      }),
      ...(left > 0 ? [{ message: `and ${left} more` }] : []),
    ];
  }
}
