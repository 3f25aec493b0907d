import { z } from 'zod';
import { adviceSchema } from '../advisor/advice';
import { platformIdSchema, weightsSchema } from '../advisor/ids';
import { patternSchema } from '../advisor/patterns';
import { placementSchema } from '../advisor/placement/placements';
import { profileSchema } from '../advisor/profile';
import {
  adviceRequestSchema,
  assumptionsSchema,
  decisionSchema,
} from '../advisor/request';
import { idempotencyKey, storableText } from '../input/storableText';
import { pageQuerySchema } from '../input/pages';
import { catalogChangeSchema } from './catalogFacts';

const text = storableText.trim().max(10_000);

/**
 * Body of `POST /entities/:kind/:namespace/:name/assessments`. A repeated request with the same `id` or
 * `idempotencyKey` by the same author returns the assessment that the first one created. What is built
 * already is taken from the catalog.
 *
 * @public
 */
export const newAssessmentSchema = adviceRequestSchema
  .omit({ observed: true })
  .extend({
    /** Chosen by the client that must know it before, such as to write it into a file; a UUID. */
    id: z.uuid().toLowerCase().optional(),
    idempotencyKey: idempotencyKey.optional(),
  });

/** @public */
export type NewAssessment = z.output<typeof newAssessmentSchema>;
/** @public */
export type NewAssessmentInput = z.input<typeof newAssessmentSchema>;

/**
 * Body of `POST /decision-record`: what an assessment is going to be made from, and of which entity, which need
 * not be in the catalog yet.
 *
 * @public
 */
export const decisionRecordRequestSchema = adviceRequestSchema.extend({
  /** Full entity reference. */
  entityRef: storableText.min(1).max(300),
});

/** @public */
export type DecisionRecordRequest = z.output<
  typeof decisionRecordRequestSchema
>;
/** @public */
export type DecisionRecordRequestInput = z.input<
  typeof decisionRecordRequestSchema
>;

/** The decision record of an assessment that is not stored. @public */
export const decisionRecordPreviewSchema = z.object({
  /** The record in the format of MADR 4.0.0. */
  markdown: z.string(),
  /** The advice that it tells. */
  advice: adviceSchema,
});

/** @public */
export type DecisionRecordPreview = z.output<
  typeof decisionRecordPreviewSchema
>;

/**
 * Body of `PATCH /assessments/:id`. A part that is left out stays as it is, one that is given
 * replaces the old one as a whole, and null clears it.
 *
 * @public
 */
export const assessmentPatchSchema = z.strictObject({
  profile: profileSchema.optional(),
  weights: weightsSchema.nullish(),
  assumptions: assumptionsSchema.nullish(),
  platform: platformIdSchema.nullish(),
  decision: decisionSchema.nullish(),
});

/** @public */
export type AssessmentPatch = z.output<typeof assessmentPatchSchema>;
/** @public */
export type AssessmentPatchInput = z.input<typeof assessmentPatchSchema>;

/** Body of the life cycle calls. @public */
export const transitionSchema = z.strictObject({ comment: text.optional() });

/** @public */
export type Transition = z.output<typeof transitionSchema>;

/** Body of `POST /assessments/:id/request-changes`. @public */
export const changeRequestSchema = z.strictObject({
  /** What is to be changed; its author reads it. */
  comment: text.min(1),
});

/** @public */
export type ChangeRequest = z.output<typeof changeRequestSchema>;

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
    // By a reviewer who requests changes.
    'returned',
    'superseded',
  ]),
  comment: z.string().optional(),
});

/** One entry in the history of an assessment. @public */
export type AssessmentEvent = z.output<typeof eventSchema>;

const submission = z.object({ by: z.string(), at: dateTime });
const review = submission.extend({ comment: z.string().optional() });

/**
 * Why an assessment should be looked at again: it was made with another version of the model, it is
 * old, what it rests on in the catalog has moved, or its answer has been another one under measurement for a week.
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
  /** The entity is not in the catalog any more. */
  orphaned: z.boolean(),
  /** Reasons why it should be looked at again; empty when it is fresh. */
  stale: z.array(staleReasonSchema),
  /** What moved in the catalog since it was made; present when `stale` has `catalog`. */
  catalogChanges: z.array(catalogChangeSchema).optional(),
  /** When it should be looked at again; present once it is approved. */
  reviewAt: dateTime.optional(),
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

/** An assessment of an entity, with the result that it was made with. @public */
export const assessmentSchema = z.discriminatedUnion('status', [
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

/** @public */
export type Assessment = z.output<typeof assessmentSchema>;

/** An assessment in a list. @public */
export const assessmentSummarySchema = z.object({
  id: z.string(),
  entityRef: z.string(),
  /** Title or name of the entity. */
  entityTitle: z.string(),
  owner: z.string().optional(),
  orphaned: z.boolean(),
  stale: z.array(staleReasonSchema),
  status: z.enum(assessmentStatuses),
  /** The pattern decided, or recommended while nothing is decided. */
  pattern: patternSchema,
  recommendedPattern: patternSchema,
  /** Where the language model runs, as decided, or as recommended while nothing is decided; absent where none is used. */
  placement: placementSchema.optional(),
  /** Absent, too, where there are not enough answers for one, and where each is ruled out. */
  recommendedPlacement: placementSchema.optional(),
  /** Why it is decided, in the words of who decided; absent where nobody said it. */
  rationale: z.string().optional(),
  modelVersion: z.string(),
  author: z.string(),
  /** Who submitted it and when; absent while it is a draft. */
  submitted: submission.optional(),
  /** What a reviewer asked for; present in a draft that was returned and not submitted again. */
  requestedChanges: submission.extend({ comment: z.string() }).optional(),
  /** How it stands under measurement, once it is approved; absent where nothing is measured that could change its answer. */
  measured: z
    .object({
      holds: z.boolean(),
      /** The pattern with measured values. */
      pattern: patternSchema,
      /** Since when the answer is another one; present where it does not hold. */
      since: dateTime.optional(),
    })
    .optional(),
  createdAt: dateTime,
  updatedAt: dateTime,
});

/** @public */
export type AssessmentSummary = z.output<typeof assessmentSummarySchema>;

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
  stale: flag.optional().describe('Whether it should be looked at again'),
  overridden: flag
    .optional()
    .describe(
      'Whether the decision overrides the recommendation, in the pattern or in the placement of a language model',
    ),
  measured: z
    .enum(['changed', 'near', 'holds'])
    .optional()
    .describe(
      'How an approved one stands under measurement: with changed, the answer with measured values is another one',
    ),
  author: storableText
    .max(300)
    .optional()
    .describe('Entity reference of the user who created it'),
});

/** @public */
export type AssessmentQuery = z.output<typeof assessmentQuerySchema>;
