import { cp, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { olderReleases, repack } from '../pack/repack.mjs';
import { run } from '../pack/run.mjs';

/** The newest version; it creates a portal of Backstage 1.55. */
const createApp = '@backstage/create-app@0.9.2';

export const newest = '1.57';

/**
 * Releases of Backstage that `createApp` makes, and the day before the next one; packages published until then belong to it.
 * The manifests of releases are more exact, but not on the npm registry. Without a day, each package is the newest that its
 * range allows.
 */
const stock = { 1.55: '2026-10-19', 'create-app': undefined };

/** These compile or download binaries; a portal works without. */
const notBuilt = [
  '@scarf/scarf',
  '@tree-sitter-grammars/tree-sitter-yaml',
  'better-sqlite3',
  'core-js',
  'core-js-pure',
  'cpu-features',
  'isolated-vm',
  'keytar',
  'ssh2',
  'tree-sitter',
  'tree-sitter-json',
];

const DAY_MS = 86_400_000;

/**
 * Creates a stock portal and locks the versions of its packages.
 *
 * @param folder - must not exist
 * @param options - `frontend`: `new` or `classic`; `release` of Backstage, or `create-app`; `yarn` runs Yarn in the folder
 */
export async function makePortal(folder, { frontend, release, yarn }) {
  await run(
    'npx',
    [
      '--yes',
      createApp,
      '--skip-install',
      ...(frontend === 'classic' ? ['--legacy'] : []),
      '--path',
      folder,
    ],
    { env: { ...process.env, BACKSTAGE_APP_NAME: path.basename(folder) } },
  );
  await editJson(path.join(folder, 'package.json'), manifest => ({
    ...manifest,
    // The first version with its binary in the package.
    resolutions: { ...manifest.resolutions, 'better-sqlite3': '^13.2.0' },
    dependenciesMeta: Object.fromEntries(
      notBuilt.map(name => [name, { built: false }]),
    ),
  }));
  if (!(release in stock)) {
    for (const name of ['.', 'packages/app', 'packages/backend']) {
      await editJson(path.join(folder, name, 'package.json'), raise);
    }
    await editJson(path.join(folder, 'backstage.json'), () => ({
      version: `${release}.0`,
    }));
  }
  await lockVersions(folder, stock[release], yarn);
}

/** Raises every package of Backstage to the release, like `backstage-cli versions:bump`. */
export function raise(manifest) {
  const raised = { ...manifest };
  for (const block of ['dependencies', 'devDependencies']) {
    if (manifest[block]) {
      raised[block] = Object.fromEntries(
        Object.entries(manifest[block]).map(([name, range]) => [
          name,
          name.startsWith('@backstage/') ? '*' : range,
        ]),
      );
    }
  }
  return raised;
}

/** Writes a yarn.lock with packages of Backstage from before a day. */
async function lockVersions(folder, until, yarn) {
  const file = path.join(folder, '.yarnrc.yml');
  const config = await readFile(file, 'utf8');
  if (until) {
    const days = Math.ceil((Date.now() - Date.parse(until)) / DAY_MS);
    await writeFile(
      file,
      stringify({
        ...parse(config),
        npmScopes: { backstage: { npmMinimalAgeGate: `${days}d` } },
        npmPreapprovedPackages: [],
      }),
    );
  }
  await yarn('install', '--mode=update-lockfile', '--no-immutable');
  await writeFile(file, config);
}

/** Removes the optional parts of a portal: groups, notifications and signals. */
export async function strip(folder) {
  const backend = path.join(folder, 'packages/backend/src/index.ts');
  await writeFile(
    backend,
    withoutPlugins(await readFile(backend, 'utf8'), [
      '@backstage/plugin-notifications-backend',
      '@backstage/plugin-scaffolder-backend-module-notifications',
      '@backstage/plugin-signals-backend',
    ]),
  );
  const organization = path.join(folder, 'examples/org.yaml');
  const entities = parseAllDocuments(await readFile(organization, 'utf8')).map(
    document => document.toJS(),
  );
  await writeFile(
    organization,
    entities
      .filter(({ kind }) => kind === 'User')
      .map(user => stringify({ ...user, spec: { memberOf: [] } }))
      .join('---\n'),
  );
}

/** Removes the lines that add these plugins from the code of a back end. */
export function withoutPlugins(code, names) {
  return code.replaceAll(
    /backend\.add\(\s*import\('([^']+)'\),?\s*\);\n/g,
    (line, name) => (names.includes(name) ? '' : line),
  );
}

/** Copies the tarballs for a release to the documented folder, under the documented names, and unpacks the templates. */
export async function addTarballs(folder, packs, release) {
  const target = path.join(folder, 'packs');
  if (olderReleases[release]) {
    for (const name of await repack(packs, release, target)) {
      await rename(
        path.join(target, name),
        path.join(target, name.replace(/-backstage\..*(?=\.tgz$)/, '')),
      );
    }
  } else {
    const names = (await readdir(packs)).filter(name => name.endsWith('.tgz'));
    for (const name of names) {
      await cp(path.join(packs, name), path.join(target, name));
    }
  }
  await run('tar', [
    '-xzf',
    path.join(packs, 'paved-road-templates.tar.gz'),
    '-C',
    folder,
    'templates',
  ]);
}

async function editJson(file, edit) {
  const content = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, `${JSON.stringify(edit(content), undefined, 2)}\n`);
}
