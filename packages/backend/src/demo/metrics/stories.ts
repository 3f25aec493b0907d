import { z } from 'zod';
import { createScriptParser } from '../readScript';

/** A constant, or values by days ago, down to today. */
const courseSchema = z.union([z.number(), z.record(z.string(), z.number())]);

const storySchema = z.strictObject({
  /** Name of the Component in the namespace `default`. */
  name: z.string(),
  /** Peak of usage: working days, weekends, or none. */
  week: z.enum(['office', 'shop', 'even']),
  /** Values by measures of the advisor, in their units. */
  measures: z.strictObject({
    requestsPerMonth: courseSchema,
    latencyP50: courseSchema,
    latencyP95: courseSchema,
    latencyP99: courseSchema,
    errorRate: courseSchema,
    costPerMonth: courseSchema,
    inferenceTime: courseSchema,
    memory: courseSchema,
    teams: courseSchema,
    inputTokens: courseSchema.optional(),
    outputTokens: courseSchema.optional(),
    coldStarts: courseSchema.optional(),
    backgroundCpu: courseSchema.optional(),
  }),
  /** Days since the approval of its decision. Default: approved at the first start. */
  decidedDaysAgo: z.number().optional(),
  /** Hours since its source of metrics went down. */
  outageHours: z.number().optional(),
});

export type Course = z.output<typeof courseSchema>;

/** Six months of an example service. */
export type MetricsStory = z.output<typeof storySchema>;

export const parseMetrics = createScriptParser('example metrics', storySchema);
