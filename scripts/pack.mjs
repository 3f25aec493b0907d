/*
 * ./dev pack: builds, packs and checks every package like a release, into one folder. Publishes nothing. --backstage packs
 * what is in the folder again, for an older release of Backstage.
 */
import { existsSync } from 'node:fs';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseOptions } from './dev/commands.mjs';
import { checkCommand } from './pack/checkCommand.mjs';
import { checkPackage } from './pack/checkPackage.mjs';
import { checkTypes } from './pack/checkTypes.mjs';
import { describeDependencies } from './pack/describeDependencies.mjs';
import {
  measureInitialBundle,
  mostInitialBytes,
} from './pack/initialBundle.mjs';
import { olderReleases, packReproducibly, repack } from './pack/repack.mjs';
import { run } from './pack/run.mjs';
import { readWorkspaces } from './workspaces.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const options = parseOptions('pack');
const out = path.resolve(root, options.out);
const problems = [];
const yarn = (args, cwd = root) => run('yarn', args, { cwd });
const step = text => console.log(text);
// The output of the failed program is enough.
process.on('uncaughtException', error => {
  console.error(`FAILED: ${error.message}`);
  process.exit(1);
});

if (options.backstage) {
  if (!olderReleases[options.backstage]) {
    throw new Error(
      `--backstage is one of ${Object.keys(olderReleases).join(', ')}; without it, packages are for the newest release.`,
    );
  }
  console.log((await repack(out, options.backstage, out)).join('\n'));
  await writeChecksums();
  process.exit();
}

const { repository, homepage } = JSON.parse(
  await readFile(path.join(root, 'package.json'), 'utf8'),
);
const url = repository.url.replace(/^git\+|\.git$/g, '');
if (homepage !== url) {
  problems.push(`package.json: "homepage" is not ${url}`);
}

const packages = (await readWorkspaces(root)).filter(
  ({ manifest }) => !manifest.private && manifest.name.includes(options.only),
);
if (packages.length === 0) {
  problems.push(`no package has "${options.only}" in its name`);
}
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const usesBackstageCli = ({ scripts }) =>
  scripts.build.startsWith('backstage-cli');
if (
  !options['keep-types'] &&
  packages.some(({ manifest }) => usesBackstageCli(manifest))
) {
  step('Types');
  await yarn(['tsc:full']);
}
if (!options.only) {
  step('Build');
  await yarn(['backstage-cli', 'repo', 'build']);
}
for (const { folder, manifest } of packages) {
  if (options.only || !usesBackstageCli(manifest)) {
    step(`Build ${manifest.name}`);
    await yarn(['build'], path.join(root, folder));
  }
}
step('Stage');
const staged = await stage();
const unpacked = await mkdtemp(path.join(tmpdir(), 'packs-'));
const rows = [];
for (const { folder, manifest } of packages) {
  step(`Pack ${manifest.name}`);
  const archive = await pack({ folder, manifest });
  const place = path.join(unpacked, path.basename(archive));
  await mkdir(place);
  await run('tar', ['-xzf', archive, '-C', place, '--strip-components=1']);
  const files = await filesIn(place);
  const packed = {
    manifest: JSON.parse(
      await readFile(path.join(place, 'package.json'), 'utf8'),
    ),
    files,
    declarationBytes: await sumFileBytes(
      place,
      files.filter(file => file.endsWith('.d.ts')),
    ),
    readme: files.includes('README.md')
      ? await readFile(path.join(place, 'README.md'), 'utf8')
      : undefined,
  };
  const entries = await readdir(path.join(root, folder));
  const found = [
    ...checkPackage(
      packed,
      { folder, entries },
      { url, has: file => existsSync(path.join(root, file)) },
    ),
    ...(await checkTypes(archive, packed.manifest)),
    ...(packed.manifest.bin
      ? await checkCommand(archive, packed.manifest)
      : []),
  ];
  problems.push(...found.map(problem => `${manifest.name} ${problem}`));
  rows.push({
    package: manifest.name,
    'kB packed': kilobytes((await stat(archive)).size),
    'kB unpacked': kilobytes(await sumFileBytes(place, files)),
    files: files.length,
    problems: found.length,
  });
}
await rm(unpacked, { recursive: true });
await rm(staged, { recursive: true });

if (!options.only) {
  step('Templates');
  await packReproducibly(path.join(out, 'paved-road-templates.tar.gz'), root, [
    '--exclude=node_modules',
    'templates',
    'LICENSE',
  ]);
  await writeChecksums();
  step('Manifests, by the Backstage CLI');
  await yarn(['backstage-cli', 'repo', 'fix', '--publish', '--check']).catch(
    error =>
      problems.push(
        `${error.message}\nRun ./dev backstage-cli repo fix --publish.`,
      ),
  );
  step('Initial bundle of the portal, and dependencies of all packages');
  const [bytes, unaccepted] = await Promise.all([
    measureInitialBundle(root),
    describeDependencies(
      root,
      packages.map(({ manifest }) => manifest.name),
      out,
    ),
  ]);
  problems.push(...unaccepted);
  console.log(
    `${kilobytes(bytes.with)} kB with the front end, ${kilobytes(bytes.without)} kB without: ${kilobytes(bytes.more)} kB more`,
  );
  if (bytes.more > mostInitialBytes) {
    problems.push(
      `@paved-road/plugin-paved-road adds ${kilobytes(bytes.more)} kB to the initial bundle, at most ${kilobytes(mostInitialBytes)}: load new code when it is shown; docs/install/front-end.md lists what loads later`,
    );
  }
}
console.table(rows);
for (const problem of problems) {
  console.error(`FAILED: ${problem}`);
}
process.exitCode = problems.length > 0 ? 1 : 0;

/** Stages all packages at once: `prepack` of each package would read the types of all of Backstage again. */
async function stage() {
  const folder = await mkdtemp(path.join(tmpdir(), 'stage-'));
  await yarn([
    'backstage-cli',
    'build-workspace',
    folder,
    ...packages.map(({ manifest }) => manifest.name),
  ]);
  for (const { folder: place, manifest } of await readWorkspaces(folder)) {
    const target = path.join(folder, place);
    await cp(
      path.join(root, place, 'CHANGELOG.md'),
      path.join(target, 'CHANGELOG.md'),
    );
    const { scripts, jest, ...published } = manifest;
    const text = JSON.stringify(published, undefined, 2);
    await writeFile(
      path.join(target, 'package.json'),
      // Prereleases of two commits do not mix.
      manifest.version.includes('-')
        ? text.replaceAll('"workspace:^"', '"workspace:*"')
        : text,
    );
  }
  return folder;
}

/** Yarn replaces the ranges of the workspace by versions. */
async function pack({ folder, manifest: { name, version } }) {
  const archive = path.join(
    out,
    `${name.replace('@', '').replace('/', '-')}-${version}.tgz`,
  );
  await yarn(['pack', '--out', archive], path.join(staged, folder));
  return archive;
}

async function writeChecksums() {
  await writeFile(
    path.join(out, 'SHA256SUMS'),
    await run(
      'sha256sum',
      (await readdir(out)).filter(name => /\.t(ar\.)?gz$/.test(name)).sort(),
      { cwd: out },
    ),
  );
}

async function filesIn(folder) {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter(entry => entry.isFile())
    .map(entry =>
      path.relative(folder, path.join(entry.parentPath, entry.name)),
    )
    .sort();
}

async function sumFileBytes(folder, files) {
  const sizes = await Promise.all(
    files.map(async file => (await stat(path.join(folder, file))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function kilobytes(bytes) {
  return Math.round(bytes / 100) / 10;
}
