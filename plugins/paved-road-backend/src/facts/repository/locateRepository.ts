import { isChildPath } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  Entity,
  parseLocationRef,
} from '@backstage/catalog-model';
import { InputError, NotFoundError, toError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { RepositoryFolder } from '@paved-road/plugin-paved-road-node';
import { promises as fs } from 'node:fs';
import path from 'node:path';

/** The reason for service owners; only administrators know the folders. */
const notFound = `We can't find this service's repository. Set ${ANNOTATION_SOURCE_LOCATION} in catalog-info.yaml.`;

interface RepositoryLocation {
  type: 'url' | 'file';
  /** URL, or path of a file or folder. */
  target: string;
  /** URL of the root of the repository; absent for a path. */
  root?: string;
  /** Folder of the service, relative to the root. */
  folder?: string;
  /** The same for people, without credentials. */
  source: string;
}

/**
 * Finds the source location of an entity, or else the folder of its descriptor.
 *
 * @throws NotFoundError or InputError if there is none that can be read
 */
export function locateRepository(
  { metadata: { annotations = {} } }: Entity,
  integrations: ScmIntegrationRegistry,
): RepositoryLocation {
  const annotation = [ANNOTATION_SOURCE_LOCATION, ANNOTATION_LOCATION].find(
    name => annotations[name],
  );
  if (!annotation) {
    throw new NotFoundError(notFound);
  }
  try {
    const location = toLocation(
      parseLocationRef(annotations[annotation]),
      base =>
        annotation === ANNOTATION_SOURCE_LOCATION
          ? base
          : integrations.resolveUrl({ url: './', base }),
    );
    return { ...location, ...splitTarget(location, integrations) };
  } catch (error) {
    throw new InputError(
      `The location in ${annotation} is invalid: ${toError(error).message}. Correct it in catalog-info.yaml.`,
    );
  }
}

/** The root of the repository and the folder in it, because files of the root cover a folder. */
function splitTarget(
  { type, target }: RepositoryLocation,
  integrations: ScmIntegrationRegistry,
): Pick<RepositoryLocation, 'root' | 'folder'> {
  if (type !== 'url' || !integrations.byUrl(target)) {
    return {};
  }
  const root = integrations.resolveUrl({ url: '/', base: target });
  const folder = target.startsWith(root)
    ? decodeURIComponent(target.slice(root.length)).replace(/\/+$/, '')
    : '';
  return folder ? { root, folder } : {};
}

function toLocation(
  { type, target }: { type: string; target: string },
  toFolder: (url: string) => string,
): RepositoryLocation {
  switch (type) {
    case 'file':
      return { type, target, source: `file:${target}` };
    case 'url': {
      const url = new URL(toFolder(target));
      const source = new URL(url);
      source.username = '';
      source.password = '';
      return { type, target: url.toString(), source: source.toString() };
    }
    default:
      throw new InputError(
        `a location of type ${type} cannot be read, use url: or file:`,
      );
  }
}

/**
 * Finds the local folder of a location; undefined if it is read over the network.
 *
 * @throws NotFoundError if no configured folder contains it
 */
export async function findFolder(
  location: RepositoryLocation,
  folders: RepositoryFolder[],
): Promise<string | undefined> {
  const { type, target } = location;
  if (type === 'file') {
    return await folderInside(
      folders.map(folder => folder.path),
      path.resolve(target),
    );
  }
  const { origin, pathname } = new URL(target);
  const url = `${origin}${pathname}`;
  const folder = folders.find(
    candidate => candidate.url && `${url}/`.startsWith(candidate.url),
  );
  if (!folder) {
    return undefined;
  }
  const rest = decodeURIComponent(url.slice(folder.url!.length));
  return await folderInside(
    [folder.path],
    path.resolve(folder.path, `./${rest}`),
  );
}

async function folderInside(
  allowed: string[],
  candidate: string,
): Promise<string> {
  const real = await realFolder(candidate);
  for (const folder of allowed) {
    const base = await fs.realpath(folder).catch(() => undefined);
    if (base !== undefined && real !== undefined && isChildPath(base, real)) {
      return real;
    }
  }
  // The same answer for a missing folder and one elsewhere, because anyone can probe paths.
  throw new NotFoundError(notFound);
}

/* Resolves symbolic links first, so that none leads out of a configured folder. */
async function realFolder(candidate: string): Promise<string | undefined> {
  try {
    const real = await fs.realpath(candidate);
    return (await fs.stat(real)).isDirectory() ? real : path.dirname(real);
  } catch {
    return undefined;
  }
}
