import { z } from 'zod';
import { observedSchema } from '../advisor/profile/request';

const snapshotSchema = z.object({
  /** Entity reference of the owner. */
  owner: z.string().optional(),
  /** Entity reference of the system. */
  system: z.string().optional(),
  /** Entity references of its dependencies and consumed APIs, sorted. */
  dependencies: z.array(z.string()),
  /** Entity references of its models, sorted. */
  models: z.array(z.string()),
  /** The declared pattern of the entity. */
  pattern: z.string().optional(),
});

/** The catalog data behind an assessment; a change makes the assessment stale. @public */
export type CatalogSnapshot = z.output<typeof snapshotSchema>;

/**
 * The compared part of a snapshot. Models count as dependencies, because another entity marks a dependency as a model
 * and may reach the catalog later.
 *
 * @public
 */
export type ComparableSnapshot = Omit<CatalogSnapshot, 'models'>;

/** The catalog data of an entity for an assessment. @public */
const catalogFactsFields = z.object({
  entityRef: z.string(),
  snapshot: snapshotSchema,
  observed: observedSchema,
  /** Suggested answers, for a person to confirm. */
  answers: z.array(
    z.object({
      /** The profile field, e.g. `growth.models`; `llm` with the value `used` for a language model. */
      path: z.string(),
      value: z.union([z.string(), z.number()]),
      /** Reason, such as "The entity depends on 3 models". */
      provenance: z.string(),
    }),
  ),
});

/** @public */
export interface CatalogFacts extends z.output<typeof catalogFactsFields> {}

/** @alpha */
export const catalogFactsSchema: z.ZodType<CatalogFacts> = catalogFactsFields;

/** A change of the catalog since the assessment. @public */
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
 * The differences between two catalog snapshots of an entity.
 *
 * @param models - entity references of known models; all others are dependencies
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
