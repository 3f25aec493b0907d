import { newAssessmentSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { z } from 'zod';
import { createScriptParser } from '../readScript';

const userRef = z.string().regex(/^user:/);

const entrySchema = z
  .strictObject({
    entityRef: z.string(),
    author: userRef,
    status: z.enum(['draft', 'submitted', 'approved', 'rejected']),
    reviewer: userRef.default('user:default/paula.platform'),
    comment: z.string().optional(),
    ...newAssessmentSchema.omit({ idempotencyKey: true }).shape,
  })
  .refine(entry => entry.author !== entry.reviewer, {
    path: ['reviewer'],
    message: 'nobody reviews their own assessment',
  });

export type ScriptEntry = z.output<typeof entrySchema>;

export const parseScript = createScriptParser(
  'example assessments',
  entrySchema,
);
