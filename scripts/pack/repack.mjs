import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from './run.mjs';

/**
 * The releases of Backstage before the newest that are supported, with the first version of each package in them; `null`
 * stands for packages that came later. They are the ranges in the yarn.lock of a portal of that release, so that Yarn
 * installs no second copy.
 */
export const olderReleases = {
  1.55: {
    'backend-plugin-api': '1.10.1',
    'backend-test-utils': '1.11.7',
    'catalog-client': '1.16.2',
    'catalog-model': '1.10.1',
    config: '1.3.9',
    'core-app-api': '1.20.5',
    'core-components': '0.18.14',
    'core-plugin-api': '1.12.10',
    errors: '1.3.1',
    'filter-predicates': '0.1.5',
    'frontend-adapter-react-router-v6': null,
    'frontend-plugin-api': '0.18.1',
    integration: '2.1.2',
    'plugin-catalog': '2.0.9',
    'plugin-catalog-backend': '4.0.0',
    'plugin-catalog-common': '1.2.0',
    'plugin-catalog-node': '2.2.5',
    'plugin-catalog-react': '3.2.3',
    'plugin-events-node': '0.4.26',
    'plugin-home-react': '0.1.42',
    'plugin-notifications-node': '0.2.30',
    'plugin-permission-common': '0.9.11',
    'plugin-permission-node': '0.11.4',
    'plugin-permission-react': '0.5.5',
    'plugin-scaffolder-common': '2.3.0',
    'plugin-scaffolder-node': '0.13.7',
    'plugin-scaffolder-react': '2.1.0',
    'plugin-search-backend-node': '1.4.8',
    'plugin-search-common': '1.2.25',
    'plugin-search-react': '1.11.8',
    'plugin-signals-node': '0.2.5',
    'plugin-signals-react': '0.0.26',
    types: '1.2.2',
    ui: '0.18.0',
  },
};

/**
 * The manifest of a package for an older release: the same code with other ranges, version and tag.
 *
 * @throws Error if the table has no version of a package of Backstage
 */
export function toOlderRelease(manifest, release) {
  const versions = olderReleases[release];
  const suffix = `backstage.${release}`;
  const version = `${manifest.version}${manifest.version.includes('-') ? '.' : '-'}${suffix}`;
  const older = {
    ...manifest,
    version,
    publishConfig: { ...manifest.publishConfig, tag: `backstage-${release}` },
  };
  for (const kind of ['dependencies', 'peerDependencies']) {
    if (!manifest[kind]) {
      continue;
    }
    older[kind] = {};
    for (const [name, range] of Object.entries(manifest[kind])) {
      const [, backstage] = name.match(/^@backstage\/(.+)/) ?? [];
      if (backstage && versions[backstage] === undefined) {
        throw new Error(
          `${manifest.name} depends on ${name}: add its version in Backstage ${release} to scripts/pack/repack.mjs`,
        );
      }
      if (!backstage) {
        // A range would also select the build for the newest release.
        older[kind][name] = name.startsWith('@paved-road/') ? version : range;
      } else if (versions[backstage]) {
        older[kind][name] = `^${versions[backstage]}`;
      } else {
        // Bundlers replace it by an empty module.
        older.browser = { ...older.browser, [name]: false };
      }
    }
  }
  return older;
}

/** Packs the packages in a folder that use Backstage again, for an older release, into another folder. */
export async function repack(from, release, to) {
  const archives = (await readdir(from)).filter(
    name => name.endsWith('.tgz') && !name.includes('-backstage.'),
  );
  await mkdir(to, { recursive: true });
  const written = [];
  for (const archive of archives) {
    const folder = await mkdtemp(path.join(tmpdir(), 'repack-'));
    try {
      await run('tar', ['-xzf', path.join(from, archive), '-C', folder]);
      const file = path.join(folder, 'package/package.json');
      const manifest = JSON.parse(await readFile(file, 'utf8'));
      if (manifest.backstage.role === 'cli') {
        continue;
      }
      const older = toOlderRelease(manifest, release);
      await writeFile(file, `${JSON.stringify(older, undefined, 2)}\n`);
      const name = archive.replace(
        `${manifest.version}.tgz`,
        `${older.version}.tgz`,
      );
      await packReproducibly(path.join(to, name), folder, ['package']);
      written.push(name);
    } finally {
      await rm(folder, { recursive: true });
    }
  }
  return written;
}

/** The same files give the same archive. */
export async function packReproducibly(archive, folder, names) {
  await run('tar', [
    '--sort=name',
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '--mtime=2026-01-01',
    '-czf',
    archive,
    '-C',
    folder,
    ...names,
  ]);
}
