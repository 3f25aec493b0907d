import { isChildPath } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { RepositoryFolder } from '@paved-road/plugin-paved-road-node';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { RepositoryLocation } from './locateRepository';

/**
 * The folder on this machine to read a location from; undefined for the network.
 *
 * @throws NotAllowedError if it is outside the configured folders
 * @throws NotFoundError if it does not exist
 */
export async function findFolder(
  location: RepositoryLocation,
  folders: RepositoryFolder[],
): Promise<string | undefined> {
  const { type, target, source } = location;
  if (type === 'file') {
    const real = await realFolder(path.resolve(target), source);
    return await assertInside(
      real,
      folders.map(folder => folder.path),
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
  const real = await realFolder(path.resolve(folder.path, `./${rest}`), source);
  return await assertInside(real, [folder.path]);
}

/* Symbolic links are resolved first, so that none leads out of a folder. */
async function realFolder(candidate: string, source: string): Promise<string> {
  try {
    const real = await fs.realpath(candidate);
    return (await fs.stat(real)).isDirectory() ? real : path.dirname(real);
  } catch {
    throw new NotFoundError(`there is no folder for ${source}`);
  }
}

async function assertInside(real: string, allowed: string[]): Promise<string> {
  for (const folder of allowed) {
    const base = await fs.realpath(folder).catch(() => undefined);
    if (base !== undefined && isChildPath(base, real)) {
      return real;
    }
  }
  throw new NotAllowedError(
    'the folder is outside pavedRoad.facts.repository.folders',
  );
}
