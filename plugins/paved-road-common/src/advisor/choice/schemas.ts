import { z } from 'zod';
import { criterionIdSchema } from '../profile/ids';
import {
  patternSchema,
  plainPatternSchema,
  plainPatterns,
} from '../profile/patterns';

/** @public */
export const verdicts = ['clear', 'close', 'not-enough-answers'] as const;

/**
 * The verdict: `clear`, `close` (more than one pattern is defensible), or `not-enough-answers` (no pattern is
 * recommended; the open answers decide).
 *
 * @public
 */
export type Verdict = (typeof verdicts)[number];

const chances = z.object(
  Object.fromEntries(plainPatterns.map(id => [id, z.number()])) as Record<
    (typeof plainPatterns)[number],
    z.ZodNumber
  >,
);

export const confidenceSchema = z.object({
  /** The least chance of each pattern for the core, whatever the open answers turn out to be, 0..1. */
  worstCase: chances,
  /** The chance with open answers drawn from stated priors, 0..1. */
  expected: chances,
  /** The average chance of the best pattern if every question were answered, 0..1. */
  ifAnswered: z.number(),
  /** Open answers that can decide, weightiest first. */
  openAnswers: z.array(z.string()),
});

/** How sure a recommendation is. @public */
export type Confidence = z.output<typeof confidenceSchema>;

const outcome = {
  /** The recommendation after the change. */
  pattern: patternSchema,
  core: plainPatternSchema,
  background: plainPatternSchema.optional(),
  /** The change in one sentence, e.g. "Inference requests per month: above 2.1M requests a month → Microservices". */
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

export const flipsSchema = z.object({
  answers: z.array(answerFlipSchema),
  numbers: z.array(numberFlipSchema),
  weights: z.array(weightFlipSchema),
  /** Profile fields whose answers do not change the recommendation. */
  without: z.array(z.string()),
});

/** What would change the recommendation. @public */
export type Flips = z.output<typeof flipsSchema>;
