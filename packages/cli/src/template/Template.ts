import { InputError } from '@backstage/errors';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import { existsSync, promises as fs } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { findRoot } from '../gate/readCheckout';
import { readSource } from '../import/readSource';
import { FormSchema } from './form';

const record = z.record(z.string(), z.unknown());

const stepSchema = z.looseObject({
  id: z.string().optional(),
  action: z.string(),
  if: z.union([z.string(), z.boolean()]).optional(),
  input: record.optional(),
});

const templateSchema = z.looseObject({
  apiVersion: z.literal('scaffolder.backstage.io/v1beta3'),
  kind: z.literal('Template'),
  spec: z.looseObject({
    parameters: z.union([z.array(record), record]).optional(),
    steps: z.array(stepSchema),
  }),
});

/** A step of a template, with the id that the scaffolder gives it. */
export type Step = z.output<typeof stepSchema> & { id: string };

/** A template with the files that its steps fetch from its repository. */
export interface Template {
  /** As given. */
  file: string;
  text: string;
  entity: z.output<typeof templateSchema>;
  form: FormSchema;
  steps: Step[];
  /** As the scaffolder takes them. */
  files: { path: string; base64Content: string }[];
}

const values = z.record(z.string(), z.json());
const text = z.string().min(1);

/** The schema of template-test.yaml. */
export const planSchema = z.strictObject({
  /** For derived cases, in fields that the schema of the form does not describe well enough. */
  values: values.default({}),
  cases: z
    .array(z.strictObject({ name: text, values }))
    .min(1)
    .optional(),
  /** Reasons by finding, such as `unused-parameter plan`. */
  allow: z.record(z.string(), text).default({}),
  run: z
    .array(
      z.strictObject({
        name: text,
        command: text,
        /** The command runs until this address answers. */
        call: z.url({ protocol: /^https?$/ }).optional(),
      }),
    )
    .default([]),
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
  const file = join(dirname(template), 'template-test.yaml');
  const exists = existsSync(resolve(cwd, file));
  const [document] = exists ? await readSource([file], cwd) : [];
  return parseInput(planSchema, document?.value ?? {}, file);
}

const toPosix = (path: string) => path.split(sep).join('/');

/**
 * Reads the template of a file, with the files that it fetches. The scaffolder sees the root of the repository in place of
 * the folder of the template.
 *
 * @throws InputError if there is not one, or it is invalid
 */
export async function readTemplate(
  file: string,
  cwd: string,
): Promise<Template> {
  const documents = await readSource([file], cwd);
  if (documents.length !== 1) {
    throw new InputError(
      `${file} has ${documents.length} documents, use a file with one template`,
    );
  }
  const entity = parseInput(templateSchema, documents[0].value, file);
  const folder = dirname(resolve(cwd, file));
  const root = await findRoot(folder);
  const files = new Map<string, Template['files'][number]>();
  const steps = entity.spec.steps.map((step, index) => ({
    ...step,
    id: step.id ?? `step-${index + 1}`,
  }));
  for (const step of steps) {
    const url = step.action.startsWith('fetch:') ? step.input?.url : undefined;
    const path = resolve(folder, findFixedPath(url) ?? '/');
    // The scaffolder refuses other paths, so they stay as they are.
    if (await isInside(path, root)) {
      for (const found of await listFiles(path)) {
        files.set(found, {
          path: toPosix(relative(root, found)),
          base64Content: await fs.readFile(found, 'base64'),
        });
      }
      const start = toPosix(relative(root, folder));
      step.input = { ...step.input, url: `./${start}/${url}` };
    }
  }
  return {
    file,
    text: await fs.readFile(resolve(cwd, file), 'utf8'),
    entity,
    form: { allOf: [entity.spec.parameters ?? []].flat() },
    steps,
    files: [...files.values()],
  };
}

/** The part of a path in the repository before the first expression. */
function findFixedPath(url: unknown): string | undefined {
  const isPath =
    typeof url === 'string' && !/^([a-z][a-z\d+.-]*:|\/|\$\{\{)/i.test(url);
  return isPath ? url.replace(/[^/]*\$\{\{.*$/s, '') : undefined;
}

async function isInside(path: string, root: string): Promise<boolean> {
  const real = await fs.realpath(path).catch(() => '/');
  return `${real}${sep}`.startsWith(`${await fs.realpath(root)}${sep}`);
}

/** Files of a folder, or the file itself. Symbolic links are left out, because they may lead anywhere. */
async function listFiles(path: string): Promise<string[]> {
  if (!(await fs.stat(path)).isDirectory()) {
    return [path];
  }
  const options = { withFileTypes: true, recursive: true } as const;
  return (await fs.readdir(path, options))
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter(
      file => !/[\\/](\.git|node_modules)[\\/]/.test(relative(path, file)),
    );
}
