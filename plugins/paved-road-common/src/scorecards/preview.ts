import { z } from 'zod';
import { pageFields } from '../input/pages';
import { storableText } from '../input/storableText';
import { reference } from './fleet';
import { checkResultSchema, checkStates, factStateSchema } from './schemas';

/** A rule pack as YAML text or as an object. */
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
  /** It replaces the active pack of the same name, or is added to the active ones. */
  pack: packSource,
});

/** @public */
export type PreviewRequest = z.output<typeof previewRequestSchema>;
/** @public */
export type PreviewRequestInput = z.input<typeof previewRequestSchema>;

/**
 * A problem of a rule pack, with its position. An answer with status 400 lists them in `error.problems`.
 *
 * @public
 */
export const packProblemSchema = z.object({
  message: z.string(),
  /** In the sent text, from 1; absent if the pack was sent as an object or no position applies. */
  line: z.number().int().optional(),
  /** From 1. */
  column: z.number().int().optional(),
});

/** @public */
export type PackProblem = z.output<typeof packProblemSchema>;

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
  /** The same level, but some checks in another state or blocking another level. */
  'checks',
  /** No rule pack applies to it now. */
  'added',
  /** No rule pack would apply to it any more. */
  'removed',
] as const;

/** @public */
export type PreviewChangeKind = (typeof previewChangeKinds)[number];

/** The levels that require a check in the active and in the previewed packs, if they differ. */
const movedCheck = z.object({ from: z.string(), to: z.string() }).optional();

const packReference = z.object({ name: z.string(), version: z.string() });

/**
 * What would change if a pack were active, for the services that the caller may see.
 *
 * @public
 */
export const rulesPreviewSchema = z.object({
  id: z.string(),
  state: z.enum(previewStates),
  pack: packReference,
  /** The active pack that it replaces. */
  replaces: packReference.optional(),
  /** Warnings about the pack, one per line. */
  warnings: z.array(z.string()),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
  /** Components and systems of the catalog, for the progress; absent for callers who may not see all of them. */
  total: z.number().int().optional(),
  /** How many of them have been looked at; absent like `total`. */
  done: z.number().int().optional(),
  /** Why it failed. */
  problem: z.string().optional(),
  /** How many services with a scorecard, now or with the pack, have been compared so far. */
  compared: z.number().int(),
  /** How many of these would change; the rest stays as it is. */
  changes: z.record(z.enum(previewChangeKinds), z.number()),
  /** How many services are and would be at each level so far; `none` first, then the lowest. */
  levels: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      before: z.number(),
      after: z.number(),
    }),
  ),
  /** The checks that are added, removed or get another result somewhere, those with the most services first. */
  checks: z.array(
    z.object({
      checkId: z.string(),
      title: z.string(),
      /** Whether only the previewed or only the active packs have it; otherwise its results change. */
      is: z.enum(['added', 'removed', 'changed']),
      moved: movedCheck,
      /** Services where its result differs or it blocks another level. */
      services: z.number(),
      /** Of these, those where it blocks a level now and would block a higher one or none. */
      better: z.number(),
      /** Of these, those where it would block a level and blocks a higher one or none now. */
      worse: z.number(),
    }),
  ),
});

/** @public */
export type RulesPreview = z.output<typeof rulesPreviewSchema>;

/** Query of `GET /rule-packs/preview/:id/changes`. @public */
export const previewChangesQuerySchema = z.strictObject({
  kind: z
    .enum(previewChangeKinds)
    .optional()
    .describe('How the services would change'),
  check: z
    .string()
    .max(200)
    .optional()
    .describe('Only services for which this check changes'),
  ...pageFields,
});

/** @public */
export type PreviewChangesQuery = z.output<typeof previewChangesQuerySchema>;
/** @public */
export type PreviewChangesQueryInput = z.input<
  typeof previewChangesQuerySchema
>;

/**
 * How one service would change, and why. Adding or removing a check that does not apply to the service is not a
 * change.
 *
 * @public
 */
export const previewChangeSchema = z.object({
  entityRef: z.string(),
  title: z.string(),
  owner: z.string().optional(),
  kind: z.enum(previewChangeKinds),
  /** Level now; absent without a scorecard. */
  from: z.string().optional(),
  /** Level with the pack; absent if it would have no scorecard. */
  to: z.string().optional(),
  /**
   * The checks in another state or blocking another level: first those that are better or worse for the level,
   * then those of the lowest level; at most twenty.
   */
  checks: z.array(
    z.object({
      checkId: z.string(),
      title: z.string(),
      /** Absent if the active packs do not have it for the service. */
      from: z.enum(checkStates).optional(),
      /** Absent if the previewed packs do not have it for the service. */
      to: z.enum(checkStates).optional(),
      moved: movedCheck,
    }),
  ),
});

/** @public */
export type PreviewChange = z.output<typeof previewChangeSchema>;

/** Body of `POST /rule-packs/dry-run`. @public */
export const dryRunRequestSchema = z.strictObject({
  entityRef: reference,
  checkId: z.string().max(200),
  /** As for a preview; by default, the active packs. */
  pack: packSource.optional(),
});

/** @public */
export type DryRunRequest = z.output<typeof dryRunRequestSchema>;
/** @public */
export type DryRunRequestInput = z.input<typeof dryRunRequestSchema>;

/** @public */
export const dryRunResultSchema = z.object({
  result: checkResultSchema,
  /** The sources of the facts that the check reads. */
  facts: z.array(factStateSchema),
});

/** @public */
export type DryRunResult = z.output<typeof dryRunResultSchema>;
