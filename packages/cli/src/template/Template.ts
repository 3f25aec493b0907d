import { InputError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import { promises as fs } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { findRoot } from '../gate/readCheckout';
import { readSource } from '../import/readSource';

/** A field or a page of a form: a JSON schema, or anything that a template has in its place. */
export type FormSchema = Record<string, unknown>;

const formSchema = z.record(z.string(), z.unknown());

const stepSchema = z.looseObject({
  id: z.string().optional(),
  action: z.string(),
  if: z.union([z.string(), z.boolean()]).optional(),
  input: z.record(z.string(), z.unknown()).optional(),
});

const templateSchema = z.looseObject({
  apiVersion: z.literal('scaffolder.backstage.io/v1beta3'),
  spec: z.looseObject({
    parameters: z.union([z.array(formSchema), formSchema]).optional(),
    steps: z.array(stepSchema).max(200),
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

/** The dry run of the scaffolder takes 10 MB in base64, which needs a third more. */
const mostBytes = 7_000_000;

/**
 * Reads the templates of a file, with the files that they fetch.
 *
 * @throws InputError if there is none, or one is invalid or too large
 */
export async function readTemplates(
  file: string,
  cwd: string,
): Promise<Template[]> {
  const documents = await readSource([file], cwd);
  const described = documents
    .map(({ value }) => value as JsonObject | null)
    .filter(value => value?.kind === 'Template');
  if (described.length === 0) {
    throw new InputError(`${file} describes no Template, use a file with one`);
  }
  const templates: Template[] = [];
  for (const value of described) {
    const entity = parseInput(templateSchema, value, file);
    const steps = entity.spec.steps.map((step, index) => ({
      ...step,
      id: step.id ?? `step-${index + 1}`,
    }));
    templates.push({
      file,
      entity,
      pages: [entity.spec.parameters ?? []].flat(),
      ...(await readSkeletons(steps, dirname(resolve(cwd, file)), file)),
    });
  }
  return templates;
}

/**
 * The path in the repository that a step fetches, up to the first expression; `undefined` for other steps.
 */
export function findFetchedPath({ action, input }: Step): string | undefined {
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

/**
 * Reads the files that steps fetch. The dry run sees one folder: the folder of the template, or a folder above it if a path
 * leads there.
 */
async function readSkeletons(
  steps: Step[],
  folder: string,
  file: string,
): Promise<Pick<Template, 'steps' | 'files'>> {
  const root = await fs.realpath(await findRoot(folder));
  const fetched = new Map<Step, string>();
  for (const step of steps) {
    const known = findFetchedPath(step);
    const path = known === undefined ? '' : resolve(folder, known);
    const real = await fs.realpath(path).catch(() => '');
    // The scaffolder refuses other paths, so they stay as they are.
    if (known !== undefined && isInside(real, root)) {
      fetched.set(step, path);
    }
  }
  const shared = [...fetched.values()].reduce(findShared, folder);
  const files = new Map<string, SkeletonFile>();
  let bytes = 0;
  for (const path of new Set(fetched.values())) {
    for (const found of await listFiles(path)) {
      const content = await fs.readFile(found);
      bytes += files.has(found) ? 0 : content.length;
      if (bytes > mostBytes) {
        throw new InputError(
          `${file} fetches more than the ${mostBytes / 1e6} MB that the dry run of the scaffolder takes: fetch a smaller folder`,
        );
      }
      files.set(found, { path: toPosix(relative(shared, found)), content });
    }
  }
  const base = toPosix(relative(shared, folder));
  return {
    files: [...files.values()],
    steps: steps.map(step => {
      const { url } = step.input ?? {};
      const known = findFetchedPath(step) ?? '';
      const moved = `./${posix.join(base, known)}${String(url).slice(known.length)}`;
      return fetched.has(step)
        ? { ...step, input: { ...step.input, url: moved } }
        : step;
    }),
  };
}

/** Files of a folder, or the file itself. Symbolic links are left out, because they may lead anywhere. */
async function listFiles(path: string): Promise<string[]> {
  if (!(await fs.stat(path)).isDirectory()) {
    return [path];
  }
  const entries = await fs.readdir(path, {
    withFileTypes: true,
    recursive: true,
  });
  return entries
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter(
      file => !/[\\/](\.git|node_modules)[\\/]/.test(relative(path, file)),
    );
}

/** The nearest folder above another one that contains a path. */
function findShared(folder: string, path: string): string {
  return isInside(path, folder) ? folder : findShared(dirname(folder), path);
}

function isInside(path: string, folder: string): boolean {
  return (
    path !== '' && !`${relative(folder, path)}${sep}`.startsWith(`..${sep}`)
  );
}

function toPosix(path: string): string {
  return path.split(sep).join('/');
}
