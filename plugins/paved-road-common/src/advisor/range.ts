import { z } from 'zod';

export const rangeSchema = z.object({
  low: z.number(),
  mid: z.number(),
  high: z.number(),
});

/** A quantity under uncertainty; low <= mid <= high. @public */
export type Range = z.output<typeof rangeSchema>;
