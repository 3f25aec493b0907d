import { InputError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import { existsSync, promises as fs } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
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
  spec: z.looseObject({
    parameters: z.union([z.array(record), record]).optional(),
    steps: z.array(stepSchema),
  }),
});

/** A step of a template, with the id that the scaffolder gives it. */
export type Step = z.output<typeof stepSchema> & { id: string };

/** A file, with its path in the folder that the scaffolder sees. */
export interface SkeletonFile {
  path: string;
  content: Buffer;
}

/** A template with the files that its steps fetch from its repository. */
export interface Template {
  /** As given. */
  file: string;
  entity: z.output<typeof templateSchema>;
  pages: FormSchema[];
  steps: Step[];
  files: SkeletonFile[];
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

/**
 * Reads the template of a file, with the files that it fetches.
 *
 * @throws InputError if there is not one, or it is invalid
 */
export async function readTemplate(
  file: string,
  cwd: string,
): Promise<Template> {
  const found = (await readSource([file], cwd))
    .map(({ value }) => value as JsonObject | null)
    .filter(value => value?.kind === 'Template');
  if (found.length !== 1) {
    throw new InputError(
      `${file} describes ${found.length} templates, use a file with one`,
    );
  }
  const entity = parseInput(templateSchema, found[0], file);
  const pages = [entity.spec.parameters ?? []].flat();
  const steps = entity.spec.steps.map((step, index) => ({
    ...step,
    id: step.id ?? `step-${index + 1}`,
  }));
  const folder = dirname(resolve(cwd, file));
  return { file, entity, pages, ...(await readSkeletons(steps, folder)) };
}

const toPosix = (path: string) => path.split(sep).join('/');

/** Reads the files that steps fetch. The scaffolder sees the root of the repository in place of the folder. */
async function readSkeletons(
  steps: Step[],
  folder: string,
): Promise<Pick<Template, 'steps' | 'files'>> {
  const root = await findRoot(folder);
  const files = new Map<string, SkeletonFile>();
  const moved: Step[] = [];
  for (const step of steps) {
    const known = findFetchedPath(step);
    const path = resolve(folder, known ?? '');
    // The scaffolder refuses other paths, so they stay as they are.
    if (known === undefined || !(await isInside(path, root))) {
      moved.push(step);
      continue;
    }
    for (const found of await listFiles(path)) {
      const content = await fs.readFile(found);
      files.set(found, { path: toPosix(relative(root, found)), content });
    }
    const start = posix.join(toPosix(relative(root, folder)), known);
    const url = `./${start}${String(step.input?.url).slice(known.length)}`;
    moved.push({ ...step, input: { ...step.input, url } });
  }
  return { files: [...files.values()], steps: moved };
}

/** The path in the repository that a step fetches, up to the first expression. */
function findFetchedPath({ action, input }: Step): string | undefined {
  const url = input?.url;
  if (
    !action.startsWith('fetch:') ||
    typeof url !== 'string' ||
    /^([a-z][a-z\d+.-]*:|\/|\$\{\{)/i.test(url)
  ) {
    return undefined;
  }
  const start = url.indexOf('${{');
  return start < 0 ? url : url.slice(0, url.lastIndexOf('/', start) + 1);
}

async function isInside(path: string, root: string): Promise<boolean> {
  const real = await fs.realpath(path).catch(() => '/');
  const inside = relative(await fs.realpath(root), real);
  return inside !== '..' && !inside.startsWith(`..${sep}`);
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
