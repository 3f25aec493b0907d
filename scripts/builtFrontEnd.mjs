import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
} from 'node:fs/promises';
import path from 'node:path';
import { readWorkspaces } from './workspaces.mjs';

const kept = 3;
const notBuilt =
  /^(node_modules|dist|dist-types|coverage|__fixtures__|__testUtils__)$|\.test\.tsx?$|\.md$|^\./;

/**
 * Returns the folder with the current bundle of the front end, from the cache or after a build.
 *
 * @param builtIn - config that becomes part of the bundle, such as `app.packages`
 * @param build - writes the bundle to `packages/app/dist`
 */
export async function builtFrontEnd(root, builtIn, build) {
  const cache = path.join(root, '.cache/front-end');
  const versionNow = async () =>
    path.join(cache, await frontEndKey(root, builtIn));
  let built = await versionNow();
  while (!existsSync(built)) {
    await build();
    const before = built;
    built = await versionNow();
    if (built === before) {
      const fresh = path.join(root, 'packages/app/dist');
      await removeSourceMaps(fresh);
      await mkdir(cache, { recursive: true });
      await rename(fresh, built);
    }
    // Otherwise the code changed during the build, and the bundle may be mixed.
  }
  const now = new Date();
  await utimes(built, now, now);
  await prune(cache);
  return built;
}

/** Hashes the inputs of the front end: its files, locked dependencies and built-in config. */
export async function frontEndKey(root, builtIn) {
  const hash = createHash('sha256');
  hash.update(JSON.stringify(builtIn ?? null));
  for (const file of ['yarn.lock', 'tsconfig.json']) {
    hash.update(await readFile(path.join(root, file)));
  }
  for (const folder of await listWorkspaceFolders(root, 'app')) {
    for (const file of await filesIn(path.join(root, folder))) {
      const content = await readFile(file);
      hash.update(`\0${path.relative(root, file)}\0${content.length}\0`);
      hash.update(content);
    }
  }
  return hash.digest('hex').slice(0, 16);
}

async function listWorkspaceFolders(root, name) {
  const workspaces = new Map(
    (await readWorkspaces(root)).map(each => [each.manifest.name, each]),
  );
  const found = new Set([name]);
  for (const each of found) {
    for (const dependency of Object.keys(
      workspaces.get(each).manifest.dependencies ?? {},
    )) {
      if (workspaces.has(dependency)) {
        found.add(dependency);
      }
    }
  }
  return [...found].map(each => workspaces.get(each).folder).sort();
}

async function filesIn(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter(({ name }) => !notBuilt.test(name))
      .map(entry => {
        const full = path.join(folder, entry.name);
        return entry.isDirectory() ? filesIn(full) : [full];
      }),
  );
  return files.flat().sort();
}

/** They are most of the bundle; debugging uses the development server. */
async function removeSourceMaps(folder) {
  const files = await readdir(folder, { recursive: true });
  await Promise.all(
    files
      .filter(file => file.endsWith('.map'))
      .map(file => rm(path.join(folder, file))),
  );
}

/** Keeps recent builds, so that switching branches needs no build. */
async function prune(cache) {
  const folders = await Promise.all(
    (await readdir(cache)).map(async name => {
      const folder = path.join(cache, name);
      return { folder, used: (await stat(folder)).mtimeMs };
    }),
  );
  folders.sort((a, b) => b.used - a.used);
  await Promise.all(
    folders.slice(kept).map(({ folder }) => rm(folder, { recursive: true })),
  );
}
