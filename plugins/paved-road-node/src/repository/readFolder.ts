import { NotModifiedError } from '@backstage/errors';
import ignore, { Ignore } from 'ignore';
import { hash } from 'node:crypto';
import { promises as fs, Stats } from 'node:fs';
import path from 'node:path';
import { RepositoryScan } from './RepositoryScan';

/** Files that are read at the same time. */
const readAtOnce = 16;

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
  for (let start = 0; start < wanted.length; start += readAtOnce) {
    options.signal?.throwIfAborted();
    const files = wanted.slice(start, start + readAtOnce);
    const contents = await Promise.all(
      files.map(file => access(() => fs.readFile(path.join(root, file)))),
    );
    files.forEach((file, index) => scan.addContent(file, contents[index]));
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
    const kept = entries
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(entry => ({
        entry,
        file: folder ? `${folder}/${entry.name}` : entry.name,
      }))
      .filter(
        ({ entry, file }) => !isIgnored(ignored, file, entry.isDirectory()),
      );
    const states = await statFiles(
      root,
      kept
        .filter(({ entry }) => entry.isFile() || entry.isSymbolicLink())
        .map(({ file }) => file),
    );
    for (const { entry, file } of kept) {
      const stat = states.get(file);
      if (entry.isDirectory()) {
        if (scan.entersFolder(file)) {
          folders.push({ folder: file, ignored });
        }
      } else if (stat) {
        const { size, mtimeMs } = stat;
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

async function statFiles(
  root: string,
  files: string[],
): Promise<Map<string, Stats>> {
  const states = new Map<string, Stats>();
  for (let start = 0; start < files.length; start += readAtOnce) {
    await Promise.all(
      files.slice(start, start + readAtOnce).map(async file => {
        states.set(file, await access(() => fs.lstat(path.join(root, file))));
      }),
    );
  }
  return states;
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
  return {
    prefix: folder && `${folder}/`,
    rules: ignore({ ignorecase: false }).add(text),
  };
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
