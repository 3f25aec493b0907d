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
  /** Relative to the start, so that the example does not become outdated. */
  dueInDays: z.number().int().min(1).max(365),
});

/** An example campaign. */
export type CampaignEntry = z.output<typeof entrySchema>;

/**
 * Reads the example campaigns.
 *
 * @throws InputError with the position and field of an invalid one
 */
export function parseCampaigns(text: string, source: string): CampaignEntry[] {
  return parseInput(
    z.array(entrySchema),
    parse(text),
    `example campaigns in ${source}`,
  );
}
