import { z } from 'zod';
import published from '../costReports.json';

const amount = z.union([
  z.number().positive(),
  z.tuple([z.number().positive(), z.number().positive()]),
]);

/** Tokens of the whole period. */
const totals = z.union([
  z.strictObject({
    input: z.number(),
    /** Absent if not given. */
    output: z.number().optional(),
    cacheRead: z.number(),
    cacheWrite: z.number().optional(),
  }),
  /** Without the share that was cached. */
  z.strictObject({ allInput: z.number() }),
]);

/** The fields that are read; the others explain them. */
const givenSchema = z.object({
  /** The period of the cost; a unit of work where nothing is billed by time. */
  period: z.string(),
  requests: amount.optional(),
  requestsPerSecond: z.number().optional(),
  inputTokens: amount.optional(),
  outputTokens: amount.optional(),
  totals: totals.optional(),
  use: z.enum(['rag', 'code', 'extraction']).optional(),
  provider: z.string().optional(),
  model: z.string().optional(),
  /** Shares of several models. */
  mix: z.record(z.string(), z.number()).optional(),
  batch: z.boolean().optional(),
  latency: z.literal('batch').optional(),
  traffic: z.literal('steady').optional(),
  openModel: z.string().optional(),
  precision: z.enum(['fp8', 'bf16']).optional(),
  gpu: z.string().optional(),
  gpuCount: z.number().optional(),
  gpusPerReplica: z.number().optional(),
  gpuHourUsd: z.number().optional(),
  contextPerOutputToken: z.number().optional(),
  /** Of one GPU or of one node of eight. */
  gpuOutputTokensPerSecond: z.number().optional(),
  nodeOutputTokensPerSecond: z.number().optional(),
  fullLoad: z.boolean().optional(),
});

const reportSchema = z.object({
  id: z.string(),
  url: z.string(),
  date: z.string(),
  kind: z.enum(['bill', 'metered', 'stated', 'measured']),
  placement: z.enum(['hosted-api', 'own-gpu', 'serverless-gpu']),
  given: givenSchema,
  reportedUsd: amount,
  notGiven: z.array(z.string()),
  note: z.string().optional(),
  /** The day of the prices of a hosted model. */
  priceDate: z.iso.date().optional(),
});

/** A published cost of a language-model workload. */
export type CostReport = z.infer<typeof reportSchema>;

/** A number of a report, or its bounds. */
export type Amount = z.infer<typeof amount>;

/** Which end of an uncertain number to use. */
export type End = 'low' | 'mid' | 'high';

/** The middle of bounds is the geometric mean. */
export function pick(value: Amount, end: End): number {
  if (typeof value === 'number') {
    return value;
  }
  const [low, high] = value;
  return { low, mid: Math.sqrt(low * high), high }[end];
}

export const costReports: readonly CostReport[] = z
  .array(reportSchema)
  .parse(published.reports);
