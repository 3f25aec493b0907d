import { isChildPath } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { RepositoryFolder } from '@paved-road/plugin-paved-road-node';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { RepositoryLocation } from './locateRepository';

/**
 * The folder on this machine that a location is read from, if it is not read over the network.
 *
 * @throws NotAllowedError when it is outside of the folders that the config allows
 * @throws NotFoundError when it is not there
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

/* Symbolic links are followed first, so that none of them leads out of a folder. */
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
    'the folder is outside of those of pavedRoad.facts.repository.folders',
  );
}
