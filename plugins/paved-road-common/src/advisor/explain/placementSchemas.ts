import { z } from 'zod';
import { roadmapStepSchema } from './roadmap/schemas';
import {
  placementNumberFlipSchema,
  placementAnswerFlipSchema,
  verdicts,
} from '../choice/schemas';
import { perOption } from '../profile/perOption';
import { placements, placementSchema } from '../profile/placements';
import {
  placementCostsSchema,
  placementLatencySchema,
} from '../quantities/languageModels/schemas';

const adviceSchema = z.object({
  /** The leading eligible placement; absent if the answers rule out all of them. */
  placement: placementSchema.optional(),
  /** What to relax where all placements are ruled out: the answers that do it for the placement that comes closest. */
  relax: z.array(z.object({ field: z.string(), text: z.string() })).optional(),
  /** The second placement; absent if there is only one. */
  runnerUp: placementSchema.optional(),
  /** Difference in fit between the first and the second. */
  margin: z.number(),
  /** Without meaning while no placement is eligible. */
  verdict: z.enum(verdicts),
  /** Chance of each placement to be the right one, with open answers drawn from stated priors, 0..1. */
  expected: z.object(perOption(placements, () => z.number())),
  /** The lowest possible chance of the first over all open answers, 0..1. */
  worstCase: z.number(),
  /** Open answers that can decide, weightiest first. */
  openAnswers: z.array(z.string()),
  /** The fewest open answers that would on average settle it, most valuable first; empty unless there are not enough answers. */
  nextAnswers: z.array(z.string()).optional(),
  /** Where the model runs, in one sentence. */
  text: z.string(),
  /** Largest first by absolute value; their sum is the margin. */
  drivers: z.array(
    z.object({ criterion: z.string(), points: z.number(), text: z.string() }),
  ),
  flips: z.object({
    answers: z.array(placementAnswerFlipSchema),
    numbers: z.array(placementNumberFlipSchema),
    /** Profile fields whose answers do not change the placement. */
    without: z.array(z.string()),
  }),
  /** The day for which prices were taken, as `2026-11-27`. */
  priceDate: z.string(),
  /** Input and output tokens a month at the expected volume; absent while unknown. */
  tokensPerMonth: z.number().optional(),
  cost: placementCostsSchema,
  latency: z.object({
    perPlacement: z.object(perOption(placements, () => placementLatencySchema)),
  }),
  /**
   * Possible later placements, with measurable triggers for each step. Steps lead only to eligible placements,
   * and triggers that are already met are left out.
   */
  roadmap: z.array(roadmapStepSchema.omit({ state: true })),
  /** Whether a gateway for budgets, keys, fallback and logs is due, and why. */
  gateway: z.object({
    due: z.boolean(),
    reasons: z.array(z.string()),
    /** The gateway of the organisation; absent if it has none. */
    offered: z
      .object({ name: z.string(), url: z.string().optional() })
      .optional(),
  }),
});

/**
 * Advice about a language model: placement, confidence, drivers, token cost and flips. Money in USD, time in
 * seconds.
 *
 * @public
 */
export interface LanguageModelAdvice extends z.output<typeof adviceSchema> {}

// Named, because the inferred types of everything that contains it are too long to serialise.
export const languageModelAdviceSchema: z.ZodType<
  LanguageModelAdvice,
  LanguageModelAdvice
> = adviceSchema;
