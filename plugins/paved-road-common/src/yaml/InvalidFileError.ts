import { InputError } from '@backstage/errors';

export interface Place {
  /** Name of the file, or of the part in it if its text is unknown. */
  source: string;
  /** From 1. */
  line?: number;
  /** From 1. */
  column?: number;
}

export interface FileProblem {
  place: Place;
  /** A related place in the message. */
  other?: Place;
  message: string;
}

interface ShownProblem {
  message: string;
  line?: number;
  column?: number;
}

/** Maximum number of problems in a message. */
const maxProblems = 50;

/** A place as `source:line:column`. */
export function writePlace({ source, line, column }: Place): string {
  return line === undefined ? source : `${source}:${line}:${column}`;
}

function written({ place, message }: FileProblem): string {
  return `${writePlace(place)}: ${message}`;
}

/** Invalid files. The message has a line per problem, and the number of omitted ones. @public */
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

  /** Without lines, for a file with unknown text. */
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
   * The problems for an editor of one file. A problem of another file keeps its place, and has the related line of this
   * file.
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
