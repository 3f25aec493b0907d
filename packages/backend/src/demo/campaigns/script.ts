import { parseInput } from '@paved-road/plugin-paved-road-common';
import { newCampaignSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { parse } from 'yaml';
import { z } from 'zod';

const entrySchema = z.strictObject({
  ...newCampaignSchema.omit({ dueOn: true, idempotencyKey: true }).shape,
  createdBy: z
    .string()
    .regex(/^user:/)
    .default('user:default/paula.platform'),
  /** From when it begins, so that the example is not over before somebody looks at it. */
  dueInDays: z.number().int().min(1).max(365),
});

/** One campaign of the example. */
export type CampaignEntry = z.output<typeof entrySchema>;

/** Reads the example's campaigns; an invalid one stops the start with its position and field. */
export function parseCampaigns(text: string, source: string): CampaignEntry[] {
  return parseInput(
    z.array(entrySchema),
    parse(text),
    `example campaigns in ${source}`,
  );
}
