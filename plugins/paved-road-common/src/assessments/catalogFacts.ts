import { z } from 'zod';
import { observedSchema } from '../advisor/request';

const snapshotSchema = z.object({
  /** Entity reference of the owner. */
  owner: z.string().optional(),
  /** Entity reference of the system. */
  system: z.string().optional(),
  /** Entity references of what it depends on and of the APIs that it consumes, sorted. */
  dependencies: z.array(z.string()),
  /** Entity references of the models that it depends on, sorted. */
  models: z.array(z.string()),
  /** The pattern that the entity says it has. */
  pattern: z.string().optional(),
});

/** What an assessment rests on in the catalog; when it moves, the assessment is stale. @public */
export type CatalogSnapshot = z.output<typeof snapshotSchema>;

/**
 * The part of a snapshot that is compared: what the entity alone tells. Models are among its
 * dependencies; that one is a model is told by another entity, which may reach the catalog later.
 *
 * @public
 */
export type ComparableSnapshot = Omit<CatalogSnapshot, 'models'>;

/** What the catalog tells of an entity that an assessment can use. @public */
export const catalogFactsSchema = z.object({
  entityRef: z.string(),
  snapshot: snapshotSchema,
  observed: observedSchema,
  /** Answers that the catalog suggests; a person confirms them. */
  answers: z.array(
    z.object({
      /** The profile field, e.g. `growth.models`; `llm` with the value `used` where a language model is used. */
      path: z.string(),
      value: z.union([z.string(), z.number()]),
      /** Where it comes from, in words: "The entity depends on 3 models". */
      provenance: z.string(),
    }),
  ),
});

/** @public */
export type CatalogFacts = z.output<typeof catalogFactsSchema>;

/** A part of the catalog snapshot that is not as it was when the entity was assessed. @public */
export const catalogChangeSchema = z.object({
  what: z.enum(['owner', 'system', 'dependencies', 'models', 'pattern']),
  /** Added entity references, or the new value. */
  added: z.array(z.string()),
  /** Removed entity references, or the old value. */
  removed: z.array(z.string()),
});

/** @public */
export type CatalogChange = z.output<typeof catalogChangeSchema>;

/**
 * What moved in the catalog between two snapshots of an entity; empty when they are the same.
 *
 * @param models - entity references of the models that are known; changes of others are changes of
 * dependencies
 * @public
 */
export function compareSnapshots(
  before: ComparableSnapshot,
  now: ComparableSnapshot,
  models: ReadonlySet<string> = new Set(),
): CatalogChange[] {
  const moved = (
    what: CatalogChange['what'],
    listOf: (snapshot: ComparableSnapshot) => string[],
  ): CatalogChange => {
    const [old, current] = [listOf(before), listOf(now)];
    return {
      what,
      added: current.filter(value => !old.includes(value)),
      removed: old.filter(value => !current.includes(value)),
    };
  };
  const only =
    (key: 'owner' | 'system' | 'pattern') => (snapshot: ComparableSnapshot) =>
      snapshot[key] === undefined ? [] : [snapshot[key]];
  return [
    moved('owner', only('owner')),
    moved('system', only('system')),
    moved('dependencies', ({ dependencies }) =>
      dependencies.filter(ref => !models.has(ref)),
    ),
    moved('models', ({ dependencies }) =>
      dependencies.filter(ref => models.has(ref)),
    ),
    moved('pattern', only('pattern')),
  ].filter(({ added, removed }) => added.length + removed.length > 0);
}
