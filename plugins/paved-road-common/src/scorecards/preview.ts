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

/** Body of `POST /rule-packs/preview`. @public */
export const previewRequestSchema = z.strictObject({
  /** Replaces the active pack with the same name, or is added. */
  pack: packSource,
});

/** @public */
export type PreviewRequest = z.output<typeof previewRequestSchema>;
/** @public */
export type PreviewRequestInput = z.input<typeof previewRequestSchema>;

/** A problem of a rule pack, with its position. A response with status 400 lists them in `error.problems`. @public */
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
  /** Currently, no rule pack applies to it. */
  'added',
  /** No rule pack would apply to it. */
  'removed',
] as const;

/** @public */
export type PreviewChangeKind = (typeof previewChangeKinds)[number];

/** The levels that require a check in the active and in the previewed packs, if they differ. */
const movedCheck = z.object({ from: z.string(), to: z.string() }).optional();

const packReference = z.object({ name: z.string(), version: z.string() });

/** Changes by a pack, for the services that the caller may see. @public */
const rulesPreviewFields = z.object({
  id: z.string(),
  state: z.enum(previewStates),
  pack: packReference,
  /** The active pack that it replaces. */
  replaces: packReference.optional(),
  /** Warnings about the pack, with their position in the sent text. */
  warnings: z.array(packProblemSchema),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
  /** Components and systems of the catalog, for the progress; absent for callers who may not see all of them. */
  total: z.number().int().optional(),
  /** Number of examined entities; absent like `total`. */
  done: z.number().int().optional(),
  /** Reason of the failure. */
  problem: z.string().optional(),
  /** Number of compared services with a current or future scorecard. */
  compared: z.number().int(),
  /** Number of services that would change. */
  changes: z.record(z.enum(previewChangeKinds), z.number()),
  /** Number of services by level, before and after; `none` first, then the lowest. */
  levels: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      before: z.number(),
      after: z.number(),
    }),
  ),
  /** Added, removed and changed checks; most services first. */
  checks: z.array(
    z.object({
      checkId: z.string(),
      title: z.string(),
      /** Whether only the previewed or only the active packs have it; otherwise its results change. */
      is: z.enum(['added', 'removed', 'changed']),
      moved: movedCheck,
      /** Number of services with a different result or blocked level. */
      services: z.number(),
      /** Number of services where it would block a higher level or none. */
      better: z.number(),
      /** Number of services where it would block a lower level, or a level for the first time. */
      worse: z.number(),
    }),
  ),
});

/** @public */
export interface RulesPreview extends z.output<typeof rulesPreviewFields> {}

/** @alpha */
export const rulesPreviewSchema: z.ZodType<RulesPreview> = rulesPreviewFields;

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

/** The changes of one service. Checks that do not apply are ignored. @public */
export const previewChangeSchema = z.object({
  entityRef: z.string(),
  title: z.string(),
  owner: z.string().optional(),
  kind: z.enum(previewChangeKinds),
  /** Current level; absent without a scorecard. */
  from: z.string().optional(),
  /** Level with the pack; absent if it would have no scorecard. */
  to: z.string().optional(),
  /**
   * Checks with a different state or blocked level: checks that affect the level first, then by level; at most twenty.
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
  /** Like in a preview; by default, the active packs. */
  pack: packSource.optional(),
});

/** @public */
export type DryRunRequest = z.output<typeof dryRunRequestSchema>;
/** @public */
export type DryRunRequestInput = z.input<typeof dryRunRequestSchema>;

/** @public */
const dryRunResultFields = z.object({
  result: checkResultSchema,
  /** The sources of the facts that the check reads. */
  facts: z.array(factStateSchema),
});

/** @public */
export interface DryRunResult extends z.output<typeof dryRunResultFields> {}

/** @alpha */
export const dryRunResultSchema: z.ZodType<DryRunResult> = dryRunResultFields;
