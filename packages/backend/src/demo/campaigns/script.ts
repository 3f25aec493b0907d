import { newCampaignSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { z } from 'zod';
import { createScriptParser } from '../readScript';

const entrySchema = z.strictObject({
  ...newCampaignSchema.omit({ dueOn: true, idempotencyKey: true }).shape,
  createdBy: z
    .string()
    .regex(/^user:/)
    .default('user:default/paula.platform'),
  /** Relative to the start, so that the example does not become outdated. */
  dueInDays: z.number().int().min(1).max(365),
});

export type CampaignEntry = z.output<typeof entrySchema>;

export const parseCampaigns = createScriptParser(
  'example campaigns',
  entrySchema,
);
