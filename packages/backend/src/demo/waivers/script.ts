import { newWaiverSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { z } from 'zod';
import { createScriptParser } from '../readScript';

const userRef = z.string().regex(/^user:/);

const contentSchema = z.strictObject({
  ...newWaiverSchema.pick({ entityRef: true, checkId: true, reason: true })
    .shape,
  requestedBy: userRef,
  /** Relative to the request, so that the example does not become outdated. */
  expiresInDays: z.number().int().min(1).max(90),
  reviewer: userRef.default('user:default/paula.platform'),
});

const entrySchema = z
  .discriminatedUnion('status', [
    contentSchema.extend({
      status: z.enum(['requested', 'approved']),
      comment: z.string().optional(),
    }),
    contentSchema.extend({
      status: z.literal('rejected'),
      comment: z.string().min(1),
    }),
  ])
  .refine(entry => entry.requestedBy !== entry.reviewer, {
    path: ['reviewer'],
    message: 'nobody decides on their own request',
  });

export type WaiverEntry = z.output<typeof entrySchema>;

export const parseWaivers = createScriptParser('example waivers', entrySchema);
