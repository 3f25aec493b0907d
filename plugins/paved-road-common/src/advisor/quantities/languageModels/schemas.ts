import { z } from 'zod';
import { Opaque } from '../../../input/namedSchema';
import { placements, placementSchema } from '../../profile/placements';
import { perOption } from '../../profile/perOption';
import { rangeSchema } from '../range';
import { unknownQuantitySchema } from '../schemas';

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

const placementCostFields = z.discriminatedUnion('status', [
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
  unknownQuantitySchema,
  impossibleSchema,
]);

export interface PlacementCostSchema extends Opaque<
  typeof placementCostFields
> {}
export const placementCostSchema: PlacementCostSchema = placementCostFields;

/** Cost of a placement at the expected volume. @public */
export type PlacementCost = z.output<typeof placementCostSchema>;

const percentilesSchema = z.object({
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
});

const placementLatencyFields = z.discriminatedUnion('status', [
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
    /** The latest time of the first token or of the response, in seconds; absent for batch or while unknown. */
    requirement: z
      .object({
        of: z.enum(['first-token', 'response']),
        seconds: z.number(),
        /** The tokens of a short answer; absent where it is the whole response. */
        tokens: z.number().optional(),
      })
      .optional(),
    /** Seconds until the first token, the short answer or the whole response, as required. */
    compared: percentilesSchema.optional(),
    /** Whether the p95 of `compared` meets the requirement. */
    meetsRequirement: z.boolean().optional(),
  }),
  unknownQuantitySchema,
  impossibleSchema,
]);

export interface PlacementLatencySchema extends Opaque<
  typeof placementLatencyFields
> {}
export const placementLatencySchema: PlacementLatencySchema =
  placementLatencyFields;

/** Latency of a placement. @public */
export type PlacementLatency = z.output<typeof placementLatencySchema>;

export const placementCostPointSchema = z.object({
  tokensPerMonth: z.number(),
  /** USD per month, by placement; one without a price is left out. */
  monthly: z.partialRecord(placementSchema, rangeSchema),
});

export const placementCostsSchema = z.object({
  perPlacement: z.object(perOption(placements, () => placementCostSchema)),
  /** Tokens a month above which own GPUs are the cheaper; absent if the curves do not cross. */
  breakEvenTokensPerMonth: z.number().optional(),
  /** Share of the capacity of the own GPUs that is used at the break-even, 0..1. */
  breakEvenUtilisation: z.number().optional(),
  /** Cost by volume over at least four decades, rising; empty while unknown. */
  curve: z.array(placementCostPointSchema),
});

export type PlacementCosts = z.output<typeof placementCostsSchema>;
