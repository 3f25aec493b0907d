import { parseInput } from '@paved-road/plugin-paved-road-common';
import { newAssessmentSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { parse } from 'yaml';
import { z } from 'zod';

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

/** An example assessment and its status. */
export type ScriptEntry = z.output<typeof entrySchema>;

/**
 * Reads the example assessments.
 *
 * @throws InputError with the position and field of an invalid one
 */
export function parseScript(text: string, source: string): ScriptEntry[] {
  return parseInput(
    z.array(entrySchema),
    parse(text),
    `example assessments in ${source}`,
  );
}
