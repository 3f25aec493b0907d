/*
 * ./dev pack:dynamic: exports the plugins as archives for portals that load plugins at start, such as Red Hat Developer Hub.
 * Then starts a back end that loads them from the archives, and requests a scorecard.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { parseOptions } from './dev/commands.mjs';
import { loadDynamicPlugins } from './pack/loadDynamicPlugins.mjs';
import { run } from './pack/run.mjs';

const cli = '@red-hat-developer-hub/cli@1.9.1';

/** Embedded in dynamic plugins; the portal has all other packages of Backstage. */
const embedded = [
  '@paved-road/plugin-paved-road-common',
  '@paved-road/plugin-paved-road-node',
];
/* Missing in portals without notifications or signals. */
const embeddedOfBackEnd = [
  '@backstage/plugin-notifications-node',
  '@backstage/plugin-signals-node',
];
/* Fact retrievers need these, and few portals have them. */
const techInsights = [
  '@backstage-community/plugin-tech-insights-common',
  '@backstage-community/plugin-tech-insights-node',
];
/** What plugins embed in addition; the front end embeds nothing. */
const embeddedToo = {
  'paved-road-backend': embeddedOfBackEnd,
  'paved-road-backend-module-tech-insights': techInsights,
};
const plugins = [
  'paved-road',
  'paved-road-backend',
  'catalog-backend-module-paved-road',
  'scaffolder-backend-module-paved-road',
  'search-backend-module-paved-road',
  'paved-road-backend-module-prometheus',
  'paved-road-backend-module-github',
  'paved-road-backend-module-gitlab',
  'paved-road-backend-module-kubernetes',
  'paved-road-backend-module-openssf-scorecard',
  'paved-road-backend-module-sonarqube',
  'paved-road-backend-module-pagerduty',
  'paved-road-backend-module-tech-insights',
].map(name => ({
  folder: `plugins/${name}`,
  embed:
    name === 'paved-road' ? [] : [...embedded, ...(embeddedToo[name] ?? [])],
}));

const root = fileURLToPath(new URL('..', import.meta.url));
const options = parseOptions('pack:dynamic');
const out = path.resolve(root, options.out);
// The output of the failed program is enough.
process.on('uncaughtException', error => {
  console.error(`FAILED: ${error.message}`);
  process.exit(1);
});

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
if (!options['keep-types']) {
  console.log('Types');
  await run('yarn', ['tsc:full'], { cwd: root });
}
const archives = [];
try {
  for (const { folder, embed } of plugins) {
    console.log(`Export ${folder}`);
    const cwd = path.join(root, folder);
    await redHat(
      ['export', '--clean', ...embed.flatMap(n => ['--embed-package', n])],
      cwd,
    );
    // The export turns an optional peer of an embedded package, for tests of collectors, into a required one.
    await run(
      'npm',
      ['pkg', 'delete', 'peerDependencies.@backstage/backend-test-utils'],
      { cwd: dynamicDistFolder(folder) },
    );
    const packed = await run(
      'npm',
      ['pack', '--silent', '--pack-destination', out],
      { cwd: dynamicDistFolder(folder) },
    );
    archives.push(path.join(out, packed.trim()));
  }
  if (options.image) {
    console.log(`Image ${options.image}`);
    await redHat(
      ['package', '--tag', options.image, '--container-tool', 'docker'],
      root,
    );
  }
} finally {
  for (const { folder } of plugins) {
    await rm(dynamicDistFolder(folder), { recursive: true, force: true });
  }
}
await writeFile(
  path.join(out, 'dynamic-plugins.yaml'),
  stringify({ plugins: await Promise.all(archives.map(createPluginEntry)) }),
);
if (!options['only-export']) {
  console.log('Load the plugins of the back end, and ask for a scorecard');
  await loadDynamicPlugins(archives.slice(1));
}
console.table(
  await Promise.all(
    archives.map(async archive => ({
      archive: path.basename(archive),
      'MB packed': Math.round((await stat(archive)).size / 1e5) / 10,
    })),
  ),
);

function dynamicDistFolder(folder) {
  return path.join(root, folder, 'dist-dynamic');
}

async function redHat(args, cwd) {
  await run('npx', ['--yes', '--package', cli, 'rhdh-cli', 'plugin', ...args], {
    cwd,
  });
}

/** An entry in the plugin list of Red Hat Developer Hub, with the address of the archive's folder. */
async function createPluginEntry(archive) {
  const digest = createHash('sha512')
    .update(await readFile(archive))
    .digest('base64');
  return {
    package: `https://example.com/${path.basename(archive)}`,
    integrity: `sha512-${digest}`,
    disabled: false,
  };
}
