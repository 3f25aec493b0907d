import { z } from 'zod';
import { criterionIdSchema } from '../profile/ids';
import { perOption } from '../profile/perOption';
import {
  patternSchema,
  plainPatternSchema,
  plainPatterns,
} from '../profile/patterns';
import { placementSchema } from '../profile/placements';

const contributionSchema = z.object({
  criterion: criterionIdSchema,
  /** The workload's demand, 1..5; absent, and without weight, if the answers are open. */
  demand: z.number().optional(),
  /** What the pattern supplies, 1..5; absent if it could not be measured. */
  supply: z.number().optional(),
  /** The weight used; 0 if demand or supply is unknown. */
  weight: z.number(),
  /** How far the supply falls short, 0..1. */
  shortfall: z.number(),
  /** Points of this criterion in the fit; the points of a pattern sum to its fit. */
  points: z.number(),
  /** Why the pattern has this supply, one line. */
  reason: z.string(),
});

/** What one criterion adds to the fit of one pattern. @public */
export type Contribution = z.output<typeof contributionSchema>;

const vetoSchema = z.object({
  /** `veto`: a hard limit of the platform. `filter`: a policy of the organisation. */
  kind: z.enum(['veto', 'filter']),
  id: z.string(),
  /** The profile field that meets the limit, e.g. `workload.modelSizeGb`. */
  field: z.string(),
  value: z.union([z.number(), z.string()]),
  limit: z.union([z.number(), z.string()]),
  unit: z.string().optional(),
  /** Where the limit is published. */
  source: z.string(),
  /** What would lift it. */
  liftedBy: z.array(z.string()),
  text: z.string(),
});

/** Why a pattern is not eligible on the platform. @public */
export type Veto = z.output<typeof vetoSchema>;

export const rankedPatternSchema = z.object({
  pattern: plainPatternSchema,
  /** 0..100: 98 for meeting every demand, and up to 2 for surplus. */
  fit: z.number(),
  eligible: z.boolean(),
  /** Whether it misses a stated requirement that an eligible pattern meets; it then ranks behind those patterns. */
  missesRequirement: z.boolean(),
  vetoes: z.array(vetoSchema),
  contributions: z.array(contributionSchema),
});

/** @public */
export type RankedPattern = z.output<typeof rankedPatternSchema>;

export const rankedPlacementSchema = rankedPatternSchema
  .omit({ pattern: true })
  .extend({ placement: placementSchema });

/** A placement of a language model, as patterns are ranked. @public */
export type RankedPlacement = z.output<typeof rankedPlacementSchema>;

export const driverSchema = z.object({
  criterion: criterionIdSchema,
  /** Signed points in favour of the winner; all drivers sum to the gap. */
  points: z.number(),
  text: z.string(),
});

/** A driver of the decision between the winner and the runner-up. @public */
export type Driver = z.output<typeof driverSchema>;

/** @public */
export const verdicts = ['clear', 'close', 'not-enough-answers'] as const;

/**
 * The verdict: `clear`, `close` (more than one pattern is defensible), or `not-enough-answers` (no pattern is
 * recommended; the open answers decide).
 *
 * @public
 */
export type Verdict = (typeof verdicts)[number];

const chances = z.object(perOption(plainPatterns, () => z.number()));

export const confidenceSchema = z.object({
  /** The least chance of each pattern for the core, whatever the open answers turn out to be, 0..1. */
  worstCase: chances,
  /** The chance with open answers drawn from stated priors, 0..1. */
  expected: chances,
  /** The average chance of the best pattern if every question were answered, 0..1. */
  ifAnswered: z.number(),
  /** Open answers that can decide, weightiest first. */
  openAnswers: z.array(z.string()),
  /** The fewest open answers that would on average settle it, most valuable first; empty unless there are not enough answers. */
  nextAnswers: z.array(z.string()).optional(),
});

/** How sure a recommendation is. @public */
export type Confidence = z.output<typeof confidenceSchema>;

const outcome = {
  /** The recommendation after the change. */
  pattern: patternSchema,
  core: plainPatternSchema,
  background: plainPatternSchema.optional(),
  /** The change in one sentence, e.g. "Inference requests per month: above 2.1M requests/month → Microservices". */
  text: z.string(),
};

export const answerFlipSchema = z.object({
  /** The profile field, e.g. `team.devopsMaturity`. */
  path: z.string(),
  /** The current answer; absent if open. */
  current: z.union([z.string(), z.number()]).optional(),
  value: z.union([z.string(), z.number()]),
  ...outcome,
});

/** An answer that would change the recommendation. @public */
export type AnswerFlip = z.output<typeof answerFlipSchema>;

export const numberFlipSchema = z.object({
  path: z.string(),
  /** The current number; absent if open. */
  current: z.number().optional(),
  /** The value at which the recommendation changes. */
  threshold: z.number(),
  direction: z.enum(['below', 'above']),
  unit: z.string(),
  ...outcome,
});

/** A number past which the recommendation changes. @public */
export type NumberFlip = z.output<typeof numberFlipSchema>;

const weightFlipSchema = z.object({
  criterion: criterionIdSchema,
  current: z.number(),
  threshold: z.number(),
  direction: z.enum(['below', 'above']),
  /** The pattern that wins the core past the threshold. */
  core: plainPatternSchema,
  text: z.string(),
});

/** A weight past which another pattern wins. @public */
export type WeightFlip = z.output<typeof weightFlipSchema>;

const flipsFields = z.object({
  answers: z.array(answerFlipSchema),
  numbers: z.array(numberFlipSchema),
  weights: z.array(weightFlipSchema),
  /** Profile fields whose answers do not change the recommendation. */
  without: z.array(z.string()),
});

/** What would change the recommendation. @public */
export interface Flips extends z.output<typeof flipsFields> {}

export const flipsSchema: z.ZodType<Flips> = flipsFields;

const ofPatterns = { pattern: true, core: true, background: true } as const;

/** The first placement after the change. */
const placementOutcome = { placement: placementSchema };

export const placementAnswerFlipSchema = answerFlipSchema
  .omit(ofPatterns)
  .extend(placementOutcome);

/** An answer that would change the placement. @public */
export type PlacementAnswerFlip = z.output<typeof placementAnswerFlipSchema>;

export const placementNumberFlipSchema = numberFlipSchema
  .omit(ofPatterns)
  .extend(placementOutcome);

/** A number past which the placement changes. @public */
export type PlacementNumberFlip = z.output<typeof placementNumberFlipSchema>;
