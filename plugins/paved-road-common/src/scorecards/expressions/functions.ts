import { EvaluationError } from '@marcbachmann/cel-js';
import { Entity } from '@backstage/catalog-model';
import { coerce, satisfies, valid, validRange } from 'semver';
import { RelationFacts } from '../subject';
import { compileGlob } from './glob';

/** Names of the CEL types that expressions see. */
export interface TypeNames {
  entity: string;
  relations: string;
  assessment: string;
}

export interface ExpressionFunction {
  signature: (types: TypeNames) => string;
  handler: (...args: any[]) => unknown;
  description: string;
}

const day = 24 * 60 * 60 * 1000;

/** Whole days from one time to a later one; 0 if it is not later. */
export function daysBetween(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / day));
}

const maxVersionLength = 100;

/** `1` and `1.2` mean `1.0.0` and `1.2.0`, as in names of images and runtimes. */
function toVersion(text: string): string | undefined {
  const partial = /^v?\d+(\.\d+)?$/.test(text) ? coerce(text)?.version : null;
  return partial ?? valid(text, { loose: true }) ?? undefined;
}

const shorten = (text: string) =>
  text.length > maxVersionLength ? `${text.slice(0, maxVersionLength)}…` : text;

/** The problem with a range of versions; undefined if valid. */
export function rangeProblem(range: string): string | undefined {
  return range.length > maxVersionLength || validRange(range) === null
    ? `not a range of versions: "${shorten(range)}", use one such as ">=1.2 <3"`
    : undefined;
}

function versionSatisfies(text: string, range: string): boolean {
  const version = text.length > maxVersionLength ? undefined : toVersion(text);
  if (version === undefined) {
    throw new EvaluationError(`not a version: "${shorten(text)}"`);
  }
  const problem = rangeProblem(range);
  if (problem) {
    throw new EvaluationError(problem);
  }
  return satisfies(version, range);
}

/** Cached results of globs: a check and its evidence use the same ones, and lists are long. */
const found = new WeakMap<unknown[], Map<string, unknown[]>>();

function glob(files: unknown[], pattern: string): unknown[] {
  const known = found.get(files) ?? new Map<string, unknown[]>();
  found.set(files, known);
  const before = known.get(pattern);
  if (before) {
    return before;
  }
  try {
    const { test } = compileGlob(pattern);
    const matching = files.filter(
      file => typeof file === 'string' && test(file),
    );
    known.set(pattern, matching);
    return matching;
  } catch (error) {
    throw new EvaluationError(
      error instanceof Error ? error.message : String(error),
    );
  }
}

/** The functions added to CEL. */
export const expressionFunctions: ExpressionFunction[] = [
  {
    signature: ({ entity }) => `annotation(${entity}, string): string`,
    handler: ({ metadata: { annotations = {} } }: Entity, name: string) =>
      Object.hasOwn(annotations, name) ? annotations[name] : '',
    description: 'The value of an annotation; an empty text without it.',
  },
  {
    signature: ({ entity }) => `links(${entity}, string): list<string>`,
    handler: (entity: Entity, type: string) =>
      (entity.metadata.links ?? [])
        .filter(link => link.type === type)
        .map(link => link.url),
    description: 'The URLs of the links in `metadata.links` of a type.',
  },
  {
    signature: ({ relations }) => `ownerExists(${relations}): bool`,
    handler: (relations: RelationFacts[]) =>
      relations.some(({ type, target }) => type === 'ownedBy' && target.exists),
    description: 'Whether an owner is in the catalog.',
  },
  {
    signature: () =>
      'ageInDays(google.protobuf.Timestamp, google.protobuf.Timestamp): int',
    handler: (from: Date, to: Date) => BigInt(daysBetween(from, to)),
    description: 'Whole days from a time to `now`; 0 for a future time.',
  },
  {
    signature: () => 'versionSatisfies(string, string): bool',
    handler: versionSatisfies,
    description:
      'Whether a semantic version is in an npm range, such as `>=1.2 <3`.',
  },
  {
    signature: () => 'glob(list<string>, string): list<string>',
    handler: glob,
    description: 'The paths that match a glob.',
  },
];
