import { parseInput } from '@paved-road/plugin-paved-road-common';
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { readSource } from '../import/readSource';
import { FindingKind, findingKinds } from './findings';

const values = z.record(z.string(), z.json());
const text = z.string().min(1).max(2_000);
const limit = (usual: number, most: number) =>
  z.number().int().min(1).max(most).default(usual);

/** The schema of template-test.yaml. */
export const planSchema = z.strictObject({
  /** For derived cases, in fields that the schema of the form does not describe well enough. */
  values: values.default({}),
  cases: z
    .array(
      z.strictObject({
        name: text,
        values,
        /** Files that must exist. */
        files: z.array(text).optional(),
      }),
    )
    .min(1)
    .max(100)
    .optional(),
  allow: z
    .array(
      z.strictObject({
        finding: z.enum(Object.keys(findingKinds) as [FindingKind]),
        subject: text,
        reason: text,
      }),
    )
    .default([]),
  run: z
    .array(
      z.strictObject({
        name: text,
        command: text,
        /** The command runs until this address answers. */
        call: z.url({ protocol: /^https?$/ }).optional(),
      }),
    )
    .max(20)
    .default([]),
  limits: z
    .strictObject({
      seconds: limit(600, 3_600),
      megabytes: limit(2_000, 50_000),
      processes: limit(200, 1_000),
    })
    .prefault({}),
});

/** How a template is tested: the file template-test.yaml beside it. */
export type TemplatePlan = z.output<typeof planSchema>;

/**
 * Reads the plan of a template; without a file, one that derives all cases.
 *
 * @throws InputError with each invalid field, its value and what it takes
 */
export async function readPlan(
  template: string,
  cwd: string,
): Promise<TemplatePlan> {
  const file = join(dirname(resolve(cwd, template)), 'template-test.yaml');
  const name = relative(cwd, file);
  const [document] = existsSync(file) ? await readSource([name], cwd) : [];
  return parseInput(planSchema, document?.value ?? {}, name);
}
