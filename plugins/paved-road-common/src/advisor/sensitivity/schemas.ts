import { z } from 'zod';
import { criterionIdSchema } from '../ids';
import { patternSchema, plainPatternSchema, plainPatterns } from '../patterns';

export const confidenceSchema = z.object({
  /** How often weights and uncertain numbers were drawn. */
  draws: z.number(),
  /** Draws that each pattern wins for the core, whatever the open answers are. */
  wins: z.object(
    Object.fromEntries(plainPatterns.map(id => [id, z.number()])) as Record<
      (typeof plainPatterns)[number],
      z.ZodNumber
    >,
  ),
  /** Draws in which an open answer decides. */
  undecided: z.number(),
  /** What picking one of the patterns that are still possible would give, 0..1; the least confidence. */
  guess: z.number(),
  /** Open answers that can decide, the most weighty first; answering them raises the confidence. */
  openAnswers: z.array(z.string()),
});

/** How sure a recommendation is. @public */
export type Confidence = z.output<typeof confidenceSchema>;

const outcome = {
  /** What would be recommended. */
  pattern: patternSchema,
  core: plainPatternSchema,
  background: plainPatternSchema.optional(),
  /** The change in one sentence, e.g. "Serverless functions below 2.1 M requests a month". */
  text: z.string(),
};

const answerFlipSchema = z.object({
  /** The profile field, e.g. `team.devopsMaturity`. */
  path: z.string(),
  /** The answer today; absent while it is open. */
  current: z.union([z.string(), z.number()]).optional(),
  value: z.union([z.string(), z.number()]),
  ...outcome,
});

/** An answer that would change the recommendation. @public */
export type AnswerFlip = z.output<typeof answerFlipSchema>;

const numberFlipSchema = z.object({
  path: z.string(),
  /** The number today; absent while it is open. */
  current: z.number().optional(),
  /** Where the recommendation changes. */
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
  /** Profile fields of which no answer changes the recommendation. */
  without: z.array(z.string()),
});

/** What would change the recommendation. @public */
export type Flips = z.output<typeof flipsSchema>;
