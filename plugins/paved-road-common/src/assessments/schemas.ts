import { z } from 'zod';
import { Opaque } from '../input/namedSchema';
import { adviceSchema } from '../advisor/explain/advice';
import { platformIdSchema, weightsSchema } from '../advisor/profile/ids';
import { patternSchema } from '../advisor/profile/patterns';
import { placementSchema } from '../advisor/profile/placements';
import { profileSchema } from '../advisor/profile/profile';
import {
  adviceRequestSchema,
  assumptionsSchema,
  decisionSchema,
} from '../advisor/profile/request';
import { idempotencyKey, storableText } from '../input/storableText';
import { pageQuerySchema } from '../input/pages';
import { catalogChangeSchema } from './catalogFacts';
import { standingIds, standingSchema } from './standing/schema';

const text = storableText.trim().max(10_000);

/**
 * Body of `POST /entities/:kind/:namespace/:name/assessments`. A repeated request of the same author with the same `id`
 * or `idempotencyKey` returns the existing assessment. The existing architecture comes from the catalog.
 *
 * @public
 */
export const newAssessmentSchema = adviceRequestSchema
  .omit({ observed: true })
  .extend({
    /** UUID from a client that needs the id in advance, for example to write it to a file. */
    id: z.uuid().toLowerCase().optional(),
    idempotencyKey: idempotencyKey.optional(),
  });

/** @public */
export type NewAssessment = z.output<typeof newAssessmentSchema>;
/** @public */
export type NewAssessmentInput = z.input<typeof newAssessmentSchema>;

/**
 * Body of `POST /decision-record`: the content of a future assessment. Its entity may not be in the catalog yet.
 *
 * @public
 */
const decisionRecordRequestFields = adviceRequestSchema.extend({
  /** Full entity reference. */
  entityRef: storableText.min(1).max(300),
});

/** @public */
export interface DecisionRecordRequest extends z.output<
  typeof decisionRecordRequestFields
> {}
/** @public */
export interface DecisionRecordRequestInput extends z.input<
  typeof decisionRecordRequestFields
> {}

/** @alpha */
export const decisionRecordRequestSchema: z.ZodType<
  DecisionRecordRequest,
  DecisionRecordRequestInput
> = decisionRecordRequestFields;

/** The decision record of a future assessment. @public */
const decisionRecordPreviewFields = z.object({
  /** Markdown in the format of MADR 4.0.0. */
  markdown: z.string(),
  /** The advice in the record. */
  advice: adviceSchema,
});

/** @public */
export interface DecisionRecordPreview extends z.output<
  typeof decisionRecordPreviewFields
> {}

/** @alpha */
export const decisionRecordPreviewSchema: z.ZodType<DecisionRecordPreview> =
  decisionRecordPreviewFields;

/**
 * Body of `PATCH /assessments/:id`. Absent parts stay unchanged, given ones are replaced completely, and null clears
 * them.
 *
 * @public
 */
const assessmentPatchFields = z.strictObject({
  profile: profileSchema.optional(),
  weights: weightsSchema.nullish(),
  assumptions: assumptionsSchema.nullish(),
  platform: platformIdSchema.nullish(),
  decision: decisionSchema.nullish(),
});

/** @public */
export interface AssessmentPatch extends z.output<
  typeof assessmentPatchFields
> {}
/** @public */
export interface AssessmentPatchInput extends z.input<
  typeof assessmentPatchFields
> {}

/** @alpha */
export const assessmentPatchSchema: z.ZodType<
  AssessmentPatch,
  AssessmentPatchInput
> = assessmentPatchFields;

/** Body of transitions of the life cycle. @public */
export const transitionSchema = z.strictObject({ comment: text.optional() });

/** @public */
export type Transition = z.output<typeof transitionSchema>;

/** Body of `POST /assessments/:id/request-changes`. @public */
export const changeRequestSchema = z.strictObject({
  /** The requested changes, for the author. */
  comment: text.min(1),
});

/** Body of `POST /assessments/:id/comments`. @public */
export const newCommentSchema = z.strictObject({
  comment: storableText.trim().min(1).max(2_000),
});

/** @public */
export type NewComment = z.output<typeof newCommentSchema>;

/** @public */
export const assessmentStatuses = [
  'draft',
  'submitted',
  'approved',
  'rejected',
  'superseded',
] as const;

/**
 * `draft` -submit-\> `submitted` -approve-\> `approved` -(a newer one is approved)-\> `superseded`;
 * `submitted` -reject-\> `rejected`; `submitted` -withdraw-\> `draft`; `submitted` -request changes-\> `draft`.
 *
 * @public
 */
export type AssessmentStatus = (typeof assessmentStatuses)[number];

/**
 * Whether people can still act on an assessment. Past ones show no standing.
 *
 * @public
 */
export const isCurrent = ({ status }: { status: AssessmentStatus }): boolean =>
  status !== 'rejected' && status !== 'superseded';

const dateTime = z.iso.datetime();

const eventSchema = z.object({
  at: dateTime,
  /** Entity reference of the user or service. */
  actor: z.string(),
  action: z.enum([
    'created',
    'updated',
    'submitted',
    'approved',
    'rejected',
    'withdrawn',
    // A reviewer requested changes.
    'returned',
    'superseded',
  ]),
  comment: z.string().optional(),
});

/** One entry in the history of an assessment. @public */
export type AssessmentEvent = z.output<typeof eventSchema>;

/** A comment on an assessment: its own, or the comment of a submission or a review. @public */
export const reviewCommentSchema = eventSchema.extend({
  action: eventSchema.shape.action.or(z.literal('commented')),
  comment: z.string(),
});

/** @public */
export type ReviewComment = z.output<typeof reviewCommentSchema>;

/** The thread of a review: all comments, oldest first. @public */
export function listReviewComments(
  events: readonly AssessmentEvent[],
  comments: readonly ReviewComment[],
): ReviewComment[] {
  return [
    // The comment of a superseded assessment names its successor.
    ...events.flatMap(({ comment, ...event }) =>
      comment && event.action !== 'superseded' ? [{ ...event, comment }] : [],
    ),
    ...comments,
  ].toSorted((a, b) => a.at.localeCompare(b.at));
}

const submission = z.object({ by: z.string(), at: dateTime });
const review = submission.extend({ comment: z.string().optional() });

/**
 * Why to review an assessment again: another answer or verdict of a new version of the model, its age, changes of the
 * catalog, or the standing `no-longer-holds`.
 *
 * @public
 */
export const staleReasonSchema = z.enum([
  'model-version',
  'age',
  'catalog',
  'measured',
]);

/** @public */
export type StaleReason = z.output<typeof staleReasonSchema>;

const common = z.object({
  id: z.string(),
  entityRef: z.string(),
  /** The entity is no longer in the catalog. */
  orphaned: z.boolean(),
  /** Reasons to review it again; empty if there are none. */
  stale: z.array(staleReasonSchema),
  /** Changes of the catalog since its creation; present if `stale` has `catalog`. */
  catalogChanges: z.array(catalogChangeSchema).optional(),
  /** When to review it again; present after its approval. */
  reviewAt: dateTime.optional(),
  /** What the evidence says about the decision, or about the recommendation before one. */
  standing: standingSchema.optional(),
  profile: profileSchema,
  weights: weightsSchema.optional(),
  assumptions: assumptionsSchema.optional(),
  platform: platformIdSchema.optional(),
  advice: adviceSchema,
  /** Entity reference of the user who created it. */
  author: z.string(),
  createdAt: dateTime,
  updatedAt: dateTime,
  etag: z.string(),
  /** Oldest first. */
  events: z.array(eventSchema),
});

const storedDecision = z.object({
  pattern: patternSchema,
  placement: placementSchema.optional(),
  rationale: z.string().optional(),
  acceptedTradeOffs: z.array(z.string()).optional(),
  revisitTriggers: z.array(z.string()).optional(),
});

/** An assessment of an entity with its advice. @public */
const assessmentFields = z.discriminatedUnion('status', [
  common.extend({
    status: z.literal('draft'),
    decision: storedDecision.optional(),
  }),
  common.extend({
    status: z.literal('submitted'),
    decision: storedDecision,
    submitted: submission,
  }),
  common.extend({
    status: z.enum(['approved', 'rejected', 'superseded']),
    decision: storedDecision,
    submitted: submission,
    review,
  }),
]);

/** @alpha */
export interface AssessmentSchema extends Opaque<typeof assessmentFields> {}
/** @alpha */
export const assessmentSchema: AssessmentSchema = assessmentFields;

/** @public */
export type Assessment = z.output<typeof assessmentSchema>;

/** An assessment in a list. @public */
const assessmentSummaryFields = z.object({
  id: z.string(),
  entityRef: z.string(),
  /** Title or name of the entity. */
  entityTitle: z.string(),
  owner: z.string().optional(),
  orphaned: z.boolean(),
  stale: z.array(staleReasonSchema),
  /** What the evidence says about the decision, or about the recommendation before one. */
  standing: standingSchema.optional(),
  status: z.enum(assessmentStatuses),
  /** The decided pattern, or else the recommended one. */
  pattern: patternSchema,
  recommendedPattern: patternSchema,
  /** Placement of the language model, decided or else recommended; absent if none is used. */
  placement: placementSchema.optional(),
  /** Also absent without enough answers, or if all placements are ruled out. */
  recommendedPlacement: placementSchema.optional(),
  /** Rationale of the decision. */
  rationale: z.string().optional(),
  modelVersion: z.string(),
  author: z.string(),
  /** Submission; absent for drafts. */
  submitted: submission.optional(),
  /** Changes requested by a reviewer; present in a returned draft. */
  requestedChanges: submission.extend({ comment: z.string() }).optional(),
  /** Its status under measurement; present if it is approved and has relevant measurements. */
  measured: z
    .object({
      /** False if the standing is `no-longer-holds`. */
      holds: z.boolean(),
      /** The recommended pattern with measured values. */
      pattern: patternSchema,
      /** Since when measured values have clearly led to another recommendation. */
      since: dateTime.optional(),
    })
    .optional(),
  createdAt: dateTime,
  updatedAt: dateTime,
});

/** @public */
export interface AssessmentSummary extends z.output<
  typeof assessmentSummaryFields
> {}

/** @alpha */
export const assessmentSummarySchema: z.ZodType<AssessmentSummary> =
  assessmentSummaryFields;

const flag = z.union([z.boolean(), z.stringbool()]);

/** Query of `GET /assessments`. @public */
export const assessmentQuerySchema = pageQuerySchema.extend({
  status: z
    .enum(assessmentStatuses)
    .optional()
    .describe('Status of the assessment'),
  pattern: patternSchema
    .optional()
    .describe('The pattern decided, or recommended while nothing is decided'),
  owner: storableText
    .max(300)
    .optional()
    .describe('Entity reference of the owner'),
  stale: flag.optional().describe('Whether it is due for another review'),
  overridden: flag
    .optional()
    .describe(
      'Whether the decision overrides the recommendation, in the pattern or in the placement of a language model',
    ),
  measured: z
    .enum(['changed', 'near', 'holds'])
    .optional()
    .describe(
      'Status of approved assessments under measurement; changed: their standing is no-longer-holds; near: another one is near or has just become clear',
    ),
  standing: z
    .enum(standingIds)
    .optional()
    .describe('What the evidence says about the decision'),
  author: storableText
    .max(300)
    .optional()
    .describe('Entity reference of the user who created it'),
});

/** @public */
export type AssessmentQuery = z.output<typeof assessmentQuerySchema>;
