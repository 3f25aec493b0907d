import * as library from 'yaml';
import { z } from 'zod';
import { describeIssue } from '../input/parse';
import { FileProblem, InvalidFileError, Place } from './InvalidFileError';
import { parseYaml, YamlDocument } from './parseYaml';

export interface YamlProblem {
  path: readonly PropertyKey[];
  message: string;
}

/** A parsed YAML file with the positions of its parts. */
export interface YamlFile {
  value: unknown;
  locate(path: readonly PropertyKey[]): Place;
  /** The part; undefined if there is none. */
  get(path: readonly PropertyKey[]): unknown;
  /** @throws InvalidFileError with every problem and its place */
  refuse(problems: readonly YamlProblem[]): never;
}

/** Maximum file size, in characters. */
const maxLength = 500_000;
/**
 * Maximum number of values, lists and maps, because a schema takes time for each; twice as many as in the largest rule
 * pack.
 */
const maxParts = 20_000;

/**
 * Reads a YAML file with one document.
 *
 * @param what - kind of the file for messages, such as `rule pack`
 * @param parsed - its documents with positions, if already parsed
 * @throws InvalidFileError with places if it is not YAML or too large
 */
export function readYaml(
  text: string,
  what: string,
  source: string,
  parsed?: YamlDocument[],
): YamlFile {
  const fail = (problems: FileProblem[]): never => {
    throw new InvalidFileError(`Invalid ${what} ${source}:`, problems);
  };
  const refuseAll = (message: string) => fail([{ place: { source }, message }]);
  if (text.length > maxLength) {
    return refuseAll(
      `${text.length} characters are too many, use at most ${maxLength}`,
    );
  }
  const positionAt = createPositionLookup(text);
  const placeAt = (offset: number): Place => ({
    source,
    ...positionAt(offset),
  });
  const [document, another] =
    parsed ?? parseYaml(library, text, { uniqueKeys: true, places: true });
  const faults = [
    ...(document?.faults ?? []),
    ...(another
      ? [
          {
            offset: another.offset,
            message: 'another document begins, use a file for each',
          },
        ]
      : []),
  ];
  if (faults.length > 0) {
    return fail(
      faults.map(({ offset, message }) => ({
        place: placeAt(offset),
        message,
      })),
    );
  }
  const { json, starts } = { json: 'null', starts: [], ...document };
  if (starts.length > maxParts) {
    return refuseAll(
      `${starts.length} parts are too many, use at most ${maxParts}`,
    );
  }
  const value: unknown = JSON.parse(json);
  let starting: Map<unknown, number[]> | undefined;
  const locate: YamlFile['locate'] = path => {
    starting ??= startsByParent(value, starts);
    return placeAt(findOffset(value, path, starting));
  };
  return {
    value,
    locate,
    get: path =>
      path.reduce<unknown>(
        (part, key) =>
          typeof part === 'object' && part !== null && Object.hasOwn(part, key)
            ? part[key as keyof typeof part]
            : undefined,
        value,
      ),
    refuse: problems =>
      fail(
        problems.map(({ path, message }) => ({ place: locate(path), message })),
      ),
  };
}

export function schemaProblems({ issues }: z.ZodError): YamlProblem[] {
  return issues.map(issue => ({
    path:
      issue.code === 'unrecognized_keys'
        ? [...issue.path, issue.keys[0]]
        : issue.path,
    message: describeIssue(issue),
  }));
}

/** The start of each item, by list or map. */
function startsByParent(
  value: unknown,
  starts: number[],
): Map<unknown, number[]> {
  const byParent = new Map<unknown, number[]>();
  let next = 0;
  const visit = (parent: unknown) => {
    if (typeof parent !== 'object' || parent === null) {
      return;
    }
    const own: number[] = [];
    byParent.set(parent, own);
    for (const part of Object.values(parent)) {
      own.push(starts[next]);
      next += 1;
      visit(part);
    }
  };
  visit(value);
  return byParent;
}

/** The start of a part, or else of its nearest existing parent. */
function findOffset(
  value: unknown,
  path: readonly PropertyKey[],
  starts: Map<unknown, number[]>,
): number {
  let offset = 0;
  let part = value;
  for (const key of path) {
    if (typeof part !== 'object' || part === null) {
      break;
    }
    const index = Object.keys(part).indexOf(String(key));
    if (index === -1) {
      break;
    }
    offset = starts.get(part)?.[index] ?? offset;
    part = Object.values(part)[index];
  }
  return offset;
}

/**
 * Creates a function that returns the line and column, both from 1, of a character.
 *
 * @returns a function of the offset from the start of the text
 * @public
 */
export function createPositionLookup(
  text: string,
): (offset: number) => { line: number; column: number } {
  const starts = [0];
  /** Lazy, because a text may have many lines. */
  const findLinesTo = (offset: number) => {
    for (
      let end = text.indexOf('\n', starts.at(-1));
      end !== -1 && end < offset;
      end = text.indexOf('\n', end + 1)
    ) {
      starts.push(end + 1);
    }
  };
  return offset => {
    findLinesTo(offset);
    let line = 0;
    for (let beyond = starts.length; beyond - line > 1;) {
      const middle = Math.floor((line + beyond) / 2);
      if (starts[middle] <= offset) {
        line = middle;
      } else {
        beyond = middle;
      }
    }
    return { line: line + 1, column: offset - starts[line] + 1 };
  };
}
