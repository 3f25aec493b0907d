import { z } from 'zod';
import { rangeSchema } from '../range';
import { roadmapStepSchema } from '../roadmap/schemas';
import {
  answerFlipSchema,
  numberFlipSchema,
  verdicts,
} from '../sensitivity/schemas';
import { placements, placementSchema } from './placements';

/** One schema for each placement. */
const perPlacement = <T extends z.ZodType>(schema: T) =>
  z.object(
    Object.fromEntries(placements.map(id => [id, schema])) as Record<
      (typeof placements)[number],
      T
    >,
  );

const unknownSchema = z.object({
  status: z.literal('unknown'),
  /** Profile fields that are needed, e.g. `llm.inputTokens`. */
  missing: z.array(z.string()),
});

/** Ruled out by a limit; see the vetoes of the placement. */
const impossibleSchema = z.object({ status: z.literal('impossible') });

const setupSchema = z.object({
  /** The model that is priced, e.g. `anthropic/claude-haiku-4-5` or `Llama 3.3 70B`. */
  model: z.string(),
  /** The type of GPU; absent where none is rented. */
  gpu: z.string().optional(),
  /** GPUs of one replica. */
  gpusPerReplica: z.number().optional(),
  replicas: z.number().optional(),
  /** Precision of the weights, e.g. `fp8`. */
  precision: z.string().optional(),
  /** Requests that a replica serves at a time. */
  batch: z.number().optional(),
  /** Average utilisation of the capacity, 0..1. */
  utilisation: z.number().optional(),
  /** GB of weights; absent behind an API. */
  weightsGb: z.number().optional(),
  /**
   * Whether throughput was measured on this kind of GPU, precision and engine generation; absent behind an API, whose
   * speed is an assumption.
   */
  calibrated: z.boolean().optional(),
  /** The factor up and down within which the numbers are known; 1.2 inside a calibrated family. */
  spread: z.number(),
});

/** What a placement is priced as. @public */
export type PlacementSetup = z.output<typeof setupSchema>;

const costSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('estimated'),
    /** USD per month. */
    monthly: rangeSchema,
    /** The mid value by part, USD per month; sums to `monthly.mid`. */
    parts: z.array(
      z.object({ id: z.string(), title: z.string(), monthly: z.number() }),
    ),
    setup: setupSchema,
    /** Other models of the same quality with their monthly cost in USD, cheapest first; hosted APIs only. */
    alternatives: z
      .array(z.object({ model: z.string(), monthly: z.number() }))
      .optional(),
  }),
  unknownSchema,
  impossibleSchema,
]);

/** Cost of a placement at the expected volume. @public */
export type PlacementCost = z.output<typeof costSchema>;

const percentilesSchema = z.object({
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
});

const latencySchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('estimated'),
    /** Seconds to the first token of a call. */
    firstToken: percentilesSchema,
    /** Output tokens per second that one caller sees; p99 is the slowest of a hundred. */
    tokensPerSecond: percentilesSchema,
    /** Seconds until all calls of a request have ended. */
    response: percentilesSchema,
    /** Share of the calls that meet a cold start, 0..1. */
    coldStartProbability: z.number(),
    /** Extra seconds of a cold start. */
    coldStartSeconds: z.number(),
    /** What is required, in seconds, of the first token or of the whole response; absent for batch or unknown. */
    requirement: z
      .object({ of: z.enum(['first-token', 'response']), seconds: z.number() })
      .optional(),
    meetsRequirement: z.boolean().optional(),
  }),
  unknownSchema,
  impossibleSchema,
]);

/** Latency of a placement. @public */
export type PlacementLatency = z.output<typeof latencySchema>;

const costPointSchema = z.object({
  tokensPerMonth: z.number(),
  /** USD per month, by placement; one without a price is left out. */
  monthly: z.partialRecord(placementSchema, rangeSchema),
});

/** A point of the cost curves. @public */
export type PlacementCostPoint = z.output<typeof costPointSchema>;

const ofPatterns = { pattern: true, core: true, background: true } as const;

/** The first placement after the change. */
const outcome = { placement: placementSchema };

const placementAnswerFlipSchema = answerFlipSchema
  .omit(ofPatterns)
  .extend(outcome);

/** An answer that would change the placement. @public */
export type PlacementAnswerFlip = z.output<typeof placementAnswerFlipSchema>;

const placementNumberFlipSchema = numberFlipSchema
  .omit(ofPatterns)
  .extend(outcome);

/** A number past which the placement changes. @public */
export type PlacementNumberFlip = z.output<typeof placementNumberFlipSchema>;

const adviceSchema = z.object({
  /** The leading eligible placement; absent if the answers rule out all of them. */
  placement: placementSchema.optional(),
  /** What to relax where all placements are ruled out: the answers that do it for the placement that comes closest. */
  relax: z.array(z.object({ field: z.string(), text: z.string() })).optional(),
  /** The second placement; absent if there is only one. */
  runnerUp: placementSchema.optional(),
  /** Difference in fit between the first and the second. */
  margin: z.number(),
  verdict: z.enum(verdicts),
  /** Chance of each placement to be the right one, with open answers drawn from stated priors, 0..1. */
  expected: perPlacement(z.number()),
  /** The lowest possible chance of the first over all open answers, 0..1. */
  worstCase: z.number(),
  /** Open answers that can decide, weightiest first. */
  openAnswers: z.array(z.string()),
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
  cost: z.object({
    perPlacement: perPlacement(costSchema),
    /** Tokens a month above which own GPUs are the cheaper; absent if the curves do not cross. */
    breakEvenTokensPerMonth: z.number().optional(),
    /** Share of the capacity of the own GPUs that is used at the break-even, 0..1. */
    breakEvenUtilisation: z.number().optional(),
    /** Cost by volume over at least four decades, rising; empty while unknown. */
    curve: z.array(costPointSchema),
  }),
  latency: z.object({ perPlacement: perPlacement(latencySchema) }),
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
