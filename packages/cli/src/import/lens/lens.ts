import { InputError } from '@backstage/errors';
import { z } from 'zod';

/*
 * The format of custom lenses of the AWS Well-Architected Tool, see
 * https://docs.aws.amazon.com/wellarchitected/latest/userguide/lenses-format-specification.html. Unused fields are kept
 * for the export.
 */

const id = z.string().regex(/^\w{3,128}$/, {
  error: 'use 3 to 128 letters, digits and underscores',
});
const name = z.string().min(1).max(128);
const text = z.string().max(2048);

const resourceSchema = z.looseObject({
  displayText: text.optional(),
  url: z.string().max(2048).optional(),
});

const choiceSchema = z.looseObject({
  id,
  title: name,
  helpfulResource: resourceSchema.optional(),
  improvementPlan: resourceSchema.optional(),
  additionalResources: z
    .array(
      z.looseObject({
        type: z.string(),
        content: z.array(resourceSchema).optional(),
      }),
    )
    .optional(),
});

export const lensRisks = ['HIGH_RISK', 'MEDIUM_RISK', 'NO_RISK'] as const;

const questionSchema = z.looseObject({
  id,
  title: name,
  description: text.optional(),
  choices: z.array(choiceSchema).min(1).max(15),
  riskRules: z
    .array(
      z.looseObject({
        condition: z.string().min(1).max(2048),
        risk: z.enum(lensRisks),
      }),
    )
    .min(1),
});

const lensSchema = z.looseObject({
  schemaVersion: z.literal('2021-11-01'),
  name,
  description: text,
  pillars: z
    .array(
      z.looseObject({
        id,
        name,
        questions: z.array(questionSchema).min(1).max(20),
      }),
    )
    .min(1)
    .max(10),
});

export type Lens = z.output<typeof lensSchema>;
export type LensQuestion = z.output<typeof questionSchema>;
export type LensChoice = z.output<typeof choiceSchema>;

/** Maximum size of a lens in bytes. */
export const mostLensBytes = 512_000;

/**
 * Parses a lens.
 *
 * @throws InputError with the problem
 */
export function parseLens(json: string, source: string): Lens {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new InputError(`${source} is not JSON`);
  }
  const parsed = lensSchema.safeParse(value);
  if (!parsed.success) {
    throw new InputError(
      [
        `${source} is not a custom lens of the AWS Well-Architected Tool:`,
        ...parsed.error.issues
          .slice(0, 20)
          .map(
            ({ path, message }) => `${path.join('.') || 'lens'}: ${message}`,
          ),
      ].join('\n'),
    );
  }
  // The original value, because the schema would change the order of keys.
  return value as Lens;
}
