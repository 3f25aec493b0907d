import { NotModifiedError } from '@backstage/errors';
import ignore, { Ignore } from 'ignore';
import { hash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { RepositoryScan } from './RepositoryScan';

/**
 * Reads a folder into a scan. Symbolic links are listed, but not followed. Files that Git ignores are left out.
 *
 * @returns an etag
 * @throws NotModifiedError if the etag is unchanged
 * @public
 */
export async function readFolder(
  root: string,
  scan: RepositoryScan,
  options: { etag?: string; signal?: AbortSignal } = {},
): Promise<string> {
  const { state, wanted } = await listFiles(root, scan, options.signal);
  const etag = hash('sha256', JSON.stringify(state), 'base64url');
  if (etag === options.etag) {
    throw new NotModifiedError();
  }
  for (const file of wanted) {
    options.signal?.throwIfAborted();
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
  signal?: AbortSignal,
) {
  const state: Array<[file: string, size: number, mtimeMs: number]> = [];
  const wanted: string[] = [];
  const folders: { folder: string; ignored: IgnoreRules[] }[] = [
    { folder: '', ignored: [] },
  ];
  for (const { folder, ignored: above } of folders) {
    signal?.throwIfAborted();
    const entries = await access(() =>
      fs.readdir(path.join(root, folder), { withFileTypes: true }),
    );
    const ignored = entries.some(({ name }) => name === '.gitignore')
      ? [...above, await readIgnoreRules(root, folder)]
      : above;
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = folder ? `${folder}/${entry.name}` : entry.name;
      if (isIgnored(ignored, file, entry.isDirectory())) {
        continue;
      }
      if (entry.isDirectory()) {
        if (scan.entersFolder(file)) {
          folders.push({ folder: file, ignored });
        }
      } else if (entry.isFile() || entry.isSymbolicLink()) {
        const { size, mtimeMs } = await access(() =>
          fs.lstat(path.join(root, file)),
        );
        state.push([file, size, mtimeMs]);
        if (scan.seesFile(file, size) && entry.isFile()) {
          wanted.push(file);
        }
        if (scan.isFull) {
          return { state, wanted };
        }
      }
    }
  }
  return { state, wanted };
}

/** The rules of a `.gitignore`, for paths below its folder. */
interface IgnoreRules {
  prefix: string;
  rules: Ignore;
}

/** Longer files are no lists of paths. */
const maxIgnoreLength = 100_000;

async function readIgnoreRules(
  root: string,
  folder: string,
): Promise<IgnoreRules> {
  const file = path.join(root, folder, '.gitignore');
  const state = await access(() => fs.lstat(file));
  const text =
    state.isFile() && state.size <= maxIgnoreLength
      ? await access(() => fs.readFile(file, 'utf8'))
      : '';
  return { prefix: folder && `${folder}/`, rules: ignore().add(text) };
}

/** Whether Git ignores a path; the deepest rule about it counts. */
function isIgnored(
  all: IgnoreRules[],
  file: string,
  isFolder: boolean,
): boolean {
  for (const { prefix, rules } of all.toReversed()) {
    const inside = file.slice(prefix.length) + (isFolder ? '/' : '');
    const { ignored, unignored } = rules.test(inside);
    if (ignored || unignored) {
      return ignored;
    }
  }
  return false;
}

/* The message would reveal the folder on this machine. */
async function access<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`a file of the folder could not be read (${code})`);
  }
}
