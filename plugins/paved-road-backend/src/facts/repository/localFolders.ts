import { isChildPath } from '@backstage/backend-plugin-api';
import {
  NotAllowedError,
  NotFoundError,
  NotModifiedError,
} from '@backstage/errors';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { digestOf } from '../../digest';
import { RepositoryLocation } from './locateRepository';
import { RepositoryFolder } from './readRepositoryConfig';
import { RepositoryScan } from './RepositoryScan';

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

/**
 * Reads a folder into a scan. Symbolic links are listed as Git has them, and not followed.
 *
 * @returns an etag
 * @throws NotModifiedError when the etag is still the same
 */
export async function readFolder(
  root: string,
  scan: RepositoryScan,
  options: { etag?: string; signal: AbortSignal },
): Promise<string> {
  const { state, wanted } = await listFiles(root, scan, options.signal);
  const etag = digestOf(state);
  if (etag === options.etag) {
    throw new NotModifiedError();
  }
  for (const file of wanted) {
    options.signal.throwIfAborted();
    scan.addContent(
      file,
      await access(() => fs.readFile(path.join(root, file))),
    );
  }
  return etag;
}

async function listFiles(
  root: string,
  scan: RepositoryScan,
  signal: AbortSignal,
) {
  const state: Array<[file: string, size: number, mtimeMs: number]> = [];
  const wanted: string[] = [];
  const folders = [''];
  for (const folder of folders) {
    signal.throwIfAborted();
    const entries = await access(() =>
      fs.readdir(path.join(root, folder), { withFileTypes: true }),
    );
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isDirectory()) {
        if (scan.entersFolder(file)) {
          folders.push(file);
        }
      } else if (entry.isFile() || entry.isSymbolicLink()) {
        const { size, mtimeMs } = await access(() =>
          fs.lstat(path.join(root, file)),
        );
        state.push([file, size, mtimeMs]);
        if (scan.seesFile(file, size) && entry.isFile()) {
          wanted.push(file);
        }
        scan.assertNotTooLarge();
      }
    }
  }
  return { state, wanted };
}

/* The message of such an error tells people where the folder is on this machine. */
async function access<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`a file of the folder could not be read (${code})`);
  }
}
