import { z } from 'zod';
import { Opaque } from '../../input/namedSchema';
import { plainPatternSchema } from '../profile/patterns';
import { rangeSchema } from './range';

export const unknownQuantitySchema = z.object({
  status: z.literal('unknown'),
  /** Profile fields that are needed, e.g. `workload.requestsPerMonth`. */
  missing: z.array(z.string()),
});

const costFields = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('estimated'),
    /** USD per month. */
    monthly: rangeSchema,
    /** The mid value by part, USD per month; sums to `monthly.mid`. */
    parts: z.array(
      z.object({ id: z.string(), title: z.string(), monthly: z.number() }),
    ),
    /** Always-on instances that the load needs; absent for serverless. */
    replicas: z.number().optional(),
    /** Cost of the same instances by purchase option; absent if nothing is always on. */
    purchaseOptions: z
      .array(
        z.object({
          id: z.enum(['on-demand', 'savings-plan', 'spot']),
          title: z.string(),
          /** Discount on the instances, 0..1. */
          discount: z.number(),
          /** USD per month, all parts included. */
          monthly: z.number(),
        }),
      )
      .optional(),
  }),
  unknownQuantitySchema,
]);

export interface CostSchema extends Opaque<typeof costFields> {}
export const costSchema: CostSchema = costFields;

/** Cost of one pattern at the expected volume. @public */
export type CostEstimate = z.output<typeof costSchema>;

const latencyFields = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('estimated'),
    /** Seconds. */
    p50: z.number(),
    p95: z.number(),
    p99: z.number(),
    /** Seconds of a request without a wait or cold start. */
    warmSeconds: z.number(),
    /** Share of requests that meet a cold start, 0..1. */
    coldStartProbability: z.number(),
    /** Extra seconds of a cold start. */
    coldStartSeconds: z.number(),
    /** The requirement in seconds; absent for batch or unknown. */
    requirement: z.number().optional(),
    meetsRequirement: z.boolean().optional(),
    /** The percentile that decides whether the requirement is met; absent for the p99. */
    judgedBy: z.literal('p95').optional(),
  }),
  unknownQuantitySchema,
]);

export interface LatencySchema extends Opaque<typeof latencyFields> {}
export const latencySchema: LatencySchema = latencyFields;

/** Latency of one pattern. @public */
export type LatencyEstimate = z.output<typeof latencySchema>;

export const costPointSchema = z.object({
  requestsPerMonth: z.number(),
  /** USD per month, by pattern; a pattern without a price is left out. */
  monthly: z.partialRecord(plainPatternSchema, rangeSchema),
});

/** A point of the cost curves. @public */
export type CostPoint = z.output<typeof costPointSchema>;
