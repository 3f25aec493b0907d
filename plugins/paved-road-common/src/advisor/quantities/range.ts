import { z } from 'zod';

export const rangeSchema = z.object({
  low: z.number(),
  mid: z.number(),
  high: z.number(),
});

/** A quantity under uncertainty, from low over mid to high. @public */
export type Range = z.output<typeof rangeSchema>;

/** A range that contains its middle. */
export const rangeAround = (low: number, mid: number, high: number): Range => ({
  low: Math.min(low, mid),
  mid,
  high: Math.max(high, mid),
});
