import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import { LocatedVerdict } from '@paved-road/plugin-paved-road-common';
import {
  readCatalogInfo,
  toCatalogEntity,
} from '@paved-road/plugin-paved-road-node';
import { promises as fs } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { CliContext } from '../types';
import { GateOptions } from './gateCommand';
import { Judge } from './Judge';

/** The first one that exists is read. */
const defaultFiles = ['catalog-info.yaml', 'catalog-info.yml'];

export interface LocatedEntity {
  entity: Entity;
  ref: string;
  file: LocatedVerdict['file'];
}

/** The entities and the folder to judge. */
export interface Checkout {
  root: string;
  /** Folder with the code of the service, relative to the root; empty for all of it. */
  folder: string;
  entities: LocatedEntity[];
}

/**
 * Reads the file that describes the service, and finds the folder with its code.
 *
 * @throws InputError if one of them does not exist, or the catalog would reject an entity
 */
export async function readCheckout(
  { path, file }: Pick<GateOptions, 'path' | 'file'>,
  { cwd, env }: Pick<CliContext, 'cwd' | 'env'>,
): Promise<Checkout> {
  const name = file ?? (await findDefaultFile(path ?? '', cwd));
  const absolute = resolve(cwd, name);
  const folder = path === undefined ? dirname(absolute) : resolve(cwd, path);
  const isFolder = await fs.stat(folder).then(
    state => state.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    throw new InputError(
      `${path ?? dirname(name)} is not a folder, use the one with the code of the service`,
    );
  }
  const described = await readCatalogInfo(absolute, name).catch(error => {
    throw file === undefined
      ? new InputError(`${toError(error).message}; use --file for another file`)
      : error;
  });
  // Findings are relative to the root of the repository too.
  const root = await findRoot(folder);
  const reportRoot = env.GITHUB_WORKSPACE ?? env.CI_PROJECT_DIR ?? root;
  const entities: LocatedEntity[] = [];
  for (const { entity, line } of described) {
    const normal = await toCatalogEntity(entity, `${name}:${line}`);
    const ref = stringifyEntityRef(normal);
    if (entities.some(other => other.ref === ref)) {
      throw new InputError(`${name}:${line}: ${ref} is described twice`);
    }
    entities.push({
      entity: normal,
      ref,
      file: { path: relativePath(absolute, reportRoot), line },
    });
  }
  return {
    root,
    folder: relative(root, folder).split(sep).join('/'),
    entities,
  };
}

async function findDefaultFile(folder: string, cwd: string): Promise<string> {
  const names = defaultFiles.map(name => join(folder, name));
  for (const name of names) {
    if (await exists(resolve(cwd, name))) {
      return name;
    }
  }
  return names[0];
}

async function exists(file: string): Promise<boolean> {
  return await fs.stat(file).then(
    () => true,
    () => false,
  );
}

/** The nearest folder above with version control; the folder itself if there is none, as in an unpacked archive. */
export async function findRoot(folder: string): Promise<string> {
  for (
    let above = folder, below = '';
    above !== below;
    below = above, above = dirname(above)
  ) {
    if (await exists(join(above, '.git'))) {
      return above;
    }
  }
  return folder;
}

/**
 * The entities to judge.
 *
 * @param wanted - reference of one of them; by default, all to which rules apply
 * @throws InputError if there is none
 */
export function chooseEntities(
  { entities }: Checkout,
  wanted: string | undefined,
  judge: Pick<Judge, 'selects' | 'explain'>,
): LocatedEntity[] {
  if (wanted !== undefined) {
    const ref = parseRef(wanted);
    const found = entities.filter(entity => entity.ref === ref);
    if (found.length === 0) {
      throw new InputError(
        `--entity ${wanted}: the file does not describe ${ref}, only ${joinRefs(entities)}`,
      );
    }
    return found;
  }
  const chosen = entities.filter(({ entity, ref }) =>
    judge.selects(
      entity,
      entities.filter(other => other.ref !== ref).map(other => other.entity),
    ),
  );
  if (chosen.length > 0) {
    return chosen;
  }
  const components = entities.filter(
    ({ entity }) => entity.kind === 'Component',
  );
  // For a single component, the judge explains why no rules apply.
  if (components.length === 1) {
    return components;
  }
  const meant = components.length > 0 ? components : entities;
  throw new InputError(judge.explain(meant.map(({ entity }) => entity)));
}

function parseRef(text: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(text, {
        defaultKind: 'component',
        defaultNamespace: 'default',
      }),
    );
  } catch (error) {
    throw new InputError(
      `--entity ${text}: ${toError(error).message}, use a reference such as component:default/search`,
    );
  }
}

function joinRefs(entities: LocatedEntity[]): string {
  return entities.map(({ ref }) => ref).join(', ');
}

/** The name of a file in reports: relative to the root of the repository, if it is inside. */
function relativePath(file: string, root: string): string {
  const path = relative(root, file);
  return (path.startsWith('..') || isAbsolute(path) ? file : path)
    .split(sep)
    .join('/');
}
