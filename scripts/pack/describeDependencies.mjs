import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isPermissive, formatLicence, noneStated } from './licences.mjs';
import { run } from './run.mjs';

/** Packages that we accept although their licence is not permissive or not machine-readable, and why. */
const accepted = {
  '@isomorphic-git/pgp-plugin': {
    licence: 'LGPL-3.0+',
    why: 'a library of the Backstage scaffolder, which every portal has; our code neither calls nor changes it',
  },
  '@remixicon/react': {
    licence: 'Remix Icon License 1.0',
    why: 'icons of Backstage UI; it forbids only to sell them as icons, or as a logo',
  },
  'color-convert': { licence: noneStated, why: 'its licence file is MIT' },
  'fast-shallow-equal': {
    licence: noneStated,
    why: 'its licence file is the Unlicense',
  },
  pause: { licence: noneStated, why: 'its README states MIT' },
  'pause-stream': {
    licence: '(MIT OR Apache2)',
    why: 'it may be used under MIT; Apache2 is not an SPDX identifier',
  },
  'react-universal-interface': {
    licence: noneStated,
    why: 'its licence file is the Unlicense',
  },
  'valid-url': { licence: noneStated, why: 'its licence file is MIT' },
};

/**
 * Lists the packages that come with ours: `licences.csv`, and a bill of materials in CycloneDX.
 *
 * @param out - folder with their tarballs
 */
export async function describeDependencies(root, names, out) {
  const folder = await mkdtemp(path.join(tmpdir(), 'dependencies-'));
  try {
    const archives = (await readdir(out)).filter(name => name.endsWith('.tgz'));
    await writeFile(
      path.join(folder, 'package.json'),
      JSON.stringify({
        name: 'paved-road',
        version: '0.0.0',
        private: true,
        dependencies: Object.fromEntries(
          names.map(name => [
            name,
            `file:${path.join(
              out,
              // Names can begin alike; a version begins with a digit.
              archives.find(file =>
                new RegExp(
                  `^${name.replace('@', '').replace('/', '-')}-[0-9]`,
                ).test(file),
              ),
            )}`,
          ]),
        ),
      }),
    );
    const npm = args => run('npm', args, { cwd: folder });
    // Every portal has the peer dependencies, such as React.
    await npm([
      'install',
      '--package-lock-only',
      '--legacy-peer-deps',
      '--no-audit',
      '--no-fund',
    ]);
    const lock = JSON.parse(
      await readFile(path.join(folder, 'package-lock.json'), 'utf8'),
    );
    await stateLicences(lock, root);
    const { rows, problems } = listLicences(lock, accepted);
    await writeFile(
      path.join(out, 'licences.csv'),
      `${['package,version,licence', ...rows.map(row => row.map(quote).join(','))].join('\n')}\n`,
    );
    const bill = await npm([
      'sbom',
      '--package-lock-only',
      '--legacy-peer-deps',
      '--sbom-format=cyclonedx',
    ]);
    // Remove paths of this machine.
    await writeFile(
      path.join(out, 'sbom.cdx.json'),
      bill
        .replaceAll(`file:${out}/`, 'file:')
        .replaceAll(path.basename(folder), 'paved-road'),
    );
    console.log(`${rows.length} packages are installed with them`);
    return problems;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A lock file lacks licences in older formats; takes them from the installed manifests. */
async function stateLicences({ packages }, root) {
  for (const [place, entry] of Object.entries(packages)) {
    const [, name] = place.match(/^.*node_modules\/(.+)$/) ?? [];
    if (name && formatLicence(entry) === noneStated) {
      const manifest = await readFile(
        path.join(root, 'node_modules', name, 'package.json'),
        'utf8',
      ).then(JSON.parse, () => ({}));
      if (manifest.version === entry.version) {
        entry.license = formatLicence(manifest);
      }
    }
  }
}

/**
 * The licences of all packages of a lock file, and the problems with them.
 *
 * @param exceptions - by package: the licence that it may have, and why
 */
export function listLicences({ packages }, exceptions) {
  const found = new Map();
  for (const [place, entry] of Object.entries(packages)) {
    if (place.includes('node_modules/') && !entry.link && !entry.dev) {
      const name = place.replace(/^.*node_modules\//, '');
      const licence = formatLicence(entry);
      found.set(`${name}@${entry.version}`, [name, entry.version, licence]);
    }
  }
  const rows = [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => row);
  const problems = rows
    .filter(
      ([name, , licence]) =>
        !isPermissive(licence) && exceptions[name]?.licence !== licence,
    )
    .map(
      ([name, version, licence]) =>
        `${name} ${version} comes with the packages and has the licence ${licence}: remove it, or accept it with a reason in scripts/pack/describeDependencies.mjs`,
    );
  return { rows, problems };
}

function quote(value) {
  return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
