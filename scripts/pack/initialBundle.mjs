import { existsSync } from 'node:fs';
import {
  cp,
  mkdir,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { run } from './run.mjs';

/** Most bytes that the plugin may add to the initial bundle, after gzip. */
export const mostInitialBytes = 15_000;

const pluginName = '@paved-road/plugin-paved-road';

/**
 * Builds the demo portal for production with and without the front end of Paved Road, and compares the initial bundles.
 *
 * @returns bytes, compressed by gzip
 */
export async function measureInitialBundle(root) {
  const app = path.join(root, 'packages/app');
  const folder = path.join(root, '.cache/initial-bundle');
  await rm(folder, { recursive: true, force: true });
  const variants = {
    with: await createAppCopy(app, path.join(folder, 'with')),
    without: await withoutPavedRoad(
      await createAppCopy(app, path.join(folder, 'without')),
    ),
  };
  const bytes = {};
  for (const [name, copy] of Object.entries(variants)) {
    await run(
      path.join(root, 'node_modules/.bin/backstage-cli'),
      [
        'package',
        'build',
        '--config',
        path.join(root, 'app-config.yaml'),
        '--config',
        path.join(root, 'app-config.demo.yaml'),
      ],
      { cwd: copy },
    );
    bytes[name] = await initialBytes(path.join(copy, 'dist'));
  }
  return { ...bytes, more: bytes.with - bytes.without };
}

/** A copy, so that the build does not change the original. */
async function createAppCopy(app, folder) {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(app)) {
    if (name === 'node_modules') {
      await symlink(path.join(app, name), path.join(folder, name));
    } else if (name !== 'dist') {
      await cp(path.join(app, name), path.join(folder, name), {
        recursive: true,
      });
    }
  }
  return folder;
}

async function withoutPavedRoad(app) {
  const manifest = path.join(app, 'package.json');
  const content = JSON.parse(await readFile(manifest, 'utf8'));
  delete content.dependencies[pluginName];
  await writeFile(manifest, JSON.stringify(content, undefined, 2));
  // The modules of the Create page are the only code of the portal that uses it.
  const create = path.join(app, 'src/create');
  if (!existsSync(create)) {
    throw new Error(
      'packages/app/src/create no longer exists: name in scripts/pack/initialBundle.mjs where the portal uses Paved Road',
    );
  }
  await rm(create, { recursive: true });
  await mkdir(create);
  await writeFile(
    path.join(create, 'createModules.ts'),
    'export const createModules = [];\n',
  );
  return app;
}

/** Bytes of the scripts and styles of `index.html`, after gzip. */
export async function initialBytes(dist) {
  const html = await readFile(path.join(dist, 'index.html'), 'utf8');
  let bytes = 0;
  for (const file of initialFiles(html)) {
    bytes += gzipSync(await readFile(path.join(dist, file)), {
      level: 9,
    }).length;
  }
  return bytes;
}

/** The scripts and styles of a page, relative to it. */
export function initialFiles(html) {
  const addresses = [
    ...html.matchAll(/<script\b[^>]*\ssrc="([^"]+)"/g),
    ...html.matchAll(/<link\b[^>]*\shref="([^"]+\.css)"/g),
  ].map(([, address]) => address);
  return addresses
    .filter(address => !/^[a-z]+:|^\/\//.test(address))
    .map(address => address.replace(/^\//, ''));
}
