import { InputError } from '@backstage/errors';
import {
  Alias,
  Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';
import { z } from 'zod';
import { describeIssue } from '../api/parse';
import { findRepeatedKeys } from './findRepeatedKeys';
import { listProblems } from './listProblems';

/** A problem of a part of a file. */
export interface YamlProblem {
  path: readonly PropertyKey[];
  message: string;
}

/** A parsed YAML file with the positions of its parts. */
export interface YamlFile {
  value: unknown;
  /** Position of a part, as `source:line:column`. */
  locate(path: readonly PropertyKey[]): string;
  /** The part as written; undefined if there is none. */
  get(path: readonly PropertyKey[]): unknown;
  /** @throws InputError that names every problem with its position */
  refuse(problems: readonly YamlProblem[]): never;
}

/** The largest accepted file, in characters. */
const maxLength = 500_000;

/**
 * Parses a YAML file.
 *
 * @param what - what the file is, for messages, e.g. `rule pack`
 * @param source - name of the file, for messages
 * @throws InputError with position if it is not YAML or too large
 */
export function readYaml(text: string, what: string, source: string): YamlFile {
  const fail = (problems: readonly string[]): never => {
    throw new InputError(listProblems(`Invalid ${what} ${source}:`, problems));
  };
  if (text.length > maxLength) {
    return fail([
      `${source}: ${text.length} characters are too many, use at most ${maxLength}`,
    ]);
  }
  const lines = new LineCounter();
  const positionOf = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${source}:${line}:${col}`;
  };
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      // The parser compares each key with every other one of its map.
      uniqueKeys: false,
    });
    const unreadable = [
      ...document.errors.map(({ pos, code, message }) => ({
        offset: pos[0],
        message:
          code === 'MULTIPLE_DOCS'
            ? 'another document begins, use a file for each'
            : message,
      })),
      ...findRepeatedKeys(document),
    ];
    if (unreadable.length) {
      return fail(
        unreadable.map(
          ({ offset, message }) => `${positionOf(offset)}: ${message}`,
        ),
      );
    }
    // Refuses too many aliases, because the following steps rely on that.
    const value: unknown = document.toJS();
    const loops = findLoops(document);
    if (loops.length) {
      return fail(
        loops.map(
          ({ source: name, range }) =>
            `${positionOf(range?.[0] ?? 0)}: *${name} stands inside of what it stands for`,
        ),
      );
    }
    const locate: YamlFile['locate'] = path =>
      positionOf(offsetOf(document, path));
    return {
      value,
      locate,
      get: path => document.getIn(path),
      refuse: problems =>
        fail(
          problems.map(({ path, message }) => `${locate(path)}: ${message}`),
        ),
    };
  } catch (error) {
    if (error instanceof InputError) {
      throw error;
    }
    // Nested too deeply for the parser, or aliases that expand without end.
    return fail([
      `${source}:1:1: ${error instanceof Error ? error.message : error}`,
    ]);
  }
}

/** The problems with a schema, each with its part. */
export function schemaProblems({ issues }: z.ZodError): YamlProblem[] {
  return issues.map(issue => ({
    path:
      issue.code === 'unrecognized_keys'
        ? [...issue.path, issue.keys[0]]
        : issue.path,
    message: describeIssue(issue),
  }));
}

/** Aliases that contain themselves: a walk over the value would never end. */
function findLoops(document: Document): Alias[] {
  const loops: Alias[] = [];
  visit(document, {
    Alias(_, alias, ancestors) {
      const target = alias.resolve(document);
      if (target && ancestors.includes(target)) {
        loops.push(alias);
      }
    },
  });
  return loops;
}

/** The start of a part, or of the nearest existing part around it. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let offset = 0;
  let node: unknown = document.contents;
  for (const key of path) {
    const target = isAlias(node) ? node.resolve(document) : node;
    if (isMap(target)) {
      const pair = target.items.find(
        item => isScalar(item.key) && String(item.key.value) === String(key),
      );
      if (!pair) {
        break;
      }
      offset = (isNode(pair.key) && pair.key.range?.[0]) || offset;
      node = pair.value;
    } else if (isSeq(target)) {
      node = target.items[Number(key)];
      offset = (isNode(node) && node.range?.[0]) || offset;
    } else {
      break;
    }
  }
  return offset;
}
