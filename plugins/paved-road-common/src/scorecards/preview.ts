import { z } from 'zod';
import { storableText } from '../api/storableText';
import { reference } from './fleet';
import { checkResultSchema, checkStates, factStateSchema } from './schemas';

/** A rule pack as YAML text, or as the object that the text describes. */
const packSource = z.union([
  storableText.min(1).max(512_000),
  z.record(z.string(), z.unknown()),
]);

/**
 * Body of `POST /rule-packs/preview`.
 *
 * @public
 */
export const previewRequestSchema = z.strictObject({
  /** It takes the place of the active pack of the same name, or comes beside the active ones. */
  pack: packSource,
});

/** @public */
export type PreviewRequest = z.output<typeof previewRequestSchema>;
/** @public */
export type PreviewRequestInput = z.input<typeof previewRequestSchema>;

/** @public */
export const previewStates = [
  'running',
  'finished',
  'cancelled',
  'failed',
] as const;

/** How a service would change. @public */
export const previewChangeKinds = [
  'raised',
  'lowered',
  /** The same level, and some checks in another state. */
  'checks',
  /** No rule pack selects it now. */
  'added',
  /** No rule pack would select it any more. */
  'removed',
] as const;

/** @public */
export type PreviewChangeKind = (typeof previewChangeKinds)[number];

const packReference = z.object({ name: z.string(), version: z.string() });

/**
 * What would change if a pack were active, over the services that the caller may see.
 *
 * @public
 */
export const rulesPreviewSchema = z.object({
  id: z.string(),
  state: z.enum(previewStates),
  pack: packReference,
  /** The active pack that it takes the place of. */
  replaces: packReference.optional(),
  /** What is unusual about the pack, on a line each. */
  warnings: z.array(z.string()),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
  /** Services to evaluate. */
  total: z.number().int(),
  done: z.number().int(),
  /** Why it failed. */
  problem: z.string().optional(),
  /** How many services would change so far; the rest of `done` stays as it is. */
  changes: z.record(z.enum(previewChangeKinds), z.number()),
  /** How many services are and would be at each level, so far. */
  levels: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      before: z.number(),
      after: z.number(),
    }),
  ),
  /** The checks that come, go or come to another result somewhere, most changes first. */
  checks: z.array(
    z.object({
      checkId: z.string(),
      title: z.string(),
      /** In the active packs and in the previewed ones. */
      is: z.enum(['added', 'removed', 'changed']),
      /** Services that would pass it and did not. */
      better: z.number(),
      /** Services that would not pass it and did. */
      worse: z.number(),
    }),
  ),
});

/** @public */
export type RulesPreview = z.output<typeof rulesPreviewSchema>;

/** Query of `GET /rule-packs/preview/:id/changes`. @public */
export const previewChangesQuerySchema = z.strictObject({
  kind: z.enum(previewChangeKinds).optional(),
  check: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(2000).optional(),
});

/** @public */
export type PreviewChangesQuery = z.output<typeof previewChangesQuerySchema>;
/** @public */
export type PreviewChangesQueryInput = z.input<
  typeof previewChangesQuerySchema
>;

/** How one service would change, and why. @public */
export const previewChangeSchema = z.object({
  entityRef: z.string(),
  title: z.string(),
  owner: z.string().optional(),
  kind: z.enum(previewChangeKinds),
  /** Level now; absent where it has no scorecard. */
  from: z.string().optional(),
  /** Level with the pack; absent where it would have no scorecard. */
  to: z.string().optional(),
  /** The checks in another state, those of the lowest level first; at most twenty. */
  checks: z.array(
    z.object({
      checkId: z.string(),
      title: z.string(),
      from: z.enum(checkStates).optional(),
      to: z.enum(checkStates).optional(),
    }),
  ),
});

/** @public */
export type PreviewChange = z.output<typeof previewChangeSchema>;

/** Body of `POST /rule-packs/dry-run`. @public */
export const dryRunRequestSchema = z.strictObject({
  entityRef: reference,
  checkId: z.string().max(200),
  /** As of a preview; the active packs where it is left out. */
  pack: packSource.optional(),
});

/** @public */
export type DryRunRequest = z.output<typeof dryRunRequestSchema>;
/** @public */
export type DryRunRequestInput = z.input<typeof dryRunRequestSchema>;

/** @public */
export const dryRunResultSchema = z.object({
  result: checkResultSchema,
  /** Where the facts that the check reads come from. */
  facts: z.array(factStateSchema),
});

/** @public */
export type DryRunResult = z.output<typeof dryRunResultSchema>;
