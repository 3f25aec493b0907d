/*
 * ./dev pack:dynamic: exports what ./dev pack built in one image, for portals that load plugins at their start, such as Red
 * Hat Developer Hub. Then starts a portal that loads them from the image, and uses it with Chromium.
 */
import { existsSync } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { parseOptions } from './dev/commands.mjs';
import {
  buildFrontEnd,
  installPortal,
  loadDynamicPlugins,
} from './pack/dynamicPortal.mjs';
import { run } from './pack/run.mjs';
import { writeImage } from './pack/writeImage.mjs';

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
/** What plugins embed in addition. */
const embeddedToo = {
  'paved-road-backend': embeddedOfBackEnd,
  'paved-road-backend-module-tech-insights': techInsights,
};
const backEnd = [
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
];

const root = fileURLToPath(new URL('..', import.meta.url));
const options = parseOptions('pack:dynamic');
const out = path.resolve(root, options.out);
const { repository } = JSON.parse(
  await readFile(path.join(root, 'package.json'), 'utf8'),
);
// The output of the failed program is enough.
process.on('uncaughtException', error => {
  console.error(`FAILED: ${error.message}`);
  process.exit(1);
});

const packs = path.resolve(root, options.packs);
if (!existsSync(path.join(packs, 'SHA256SUMS'))) {
  throw new Error(`${options.packs} has no tarballs: run ./dev pack first.`);
}
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const staged = await mkdtemp(path.join(tmpdir(), 'dynamic-'));
const image = path.join(out, 'paved-road-dynamic-plugins.oci.tar');
const manifests = [];
console.log('Install a portal');
const portal = await installPortal(packs);
try {
  console.log('Export the front end');
  manifests.push(await stage(await buildFrontEnd(portal)));
  for (const name of backEnd) {
    console.log(`Export ${name}`);
    manifests.push(await exportBackEnd(name));
  }
  const described = manifests.map(manifest => ({
    [folderName(manifest)]: manifest,
  }));
  const digest = await writeImage(
    image,
    { root: staged, folders: manifests.map(folderName) },
    {
      'org.opencontainers.image.source': repository.url.replace('git+', ''),
      'org.opencontainers.image.version': manifests[0].version,
      // Developer Hub reads the names of the plugins from it.
      'io.backstage.dynamic-packages': Buffer.from(
        JSON.stringify(described),
      ).toString('base64'),
    },
  );
  await writeFile(
    path.join(out, 'dynamic-plugins.yaml'),
    stringify({
      plugins: manifests.map(manifest => ({
        package: `oci://${options.image}@${digest}!${folderName(manifest)}`,
        enabled: true,
      })),
    }),
  );
  console.log('Load the plugins, and look at a service');
  await loadDynamicPlugins(portal, image);
} finally {
  await rm(staged, { recursive: true });
  await rm(portal, { recursive: true });
}
console.log(
  `${image}: ${Math.round((await stat(image)).size / 1e5) / 10} MB, ${manifests.length} plugins`,
);

/** Exports a plugin with Red Hat's command. */
async function exportBackEnd(name) {
  const cwd = path.join(root, 'plugins', name);
  const exported = path.join(cwd, 'dist-dynamic');
  try {
    await run(
      'npx',
      [
        ...['--yes', '--package', cli, 'rhdh-cli', 'plugin', 'export'],
        ...['--clean', '--no-build'],
        // Only its WebAssembly is used.
        ...['--allow-native-package', '@tree-sitter-grammars/tree-sitter-hcl'],
        ...[...embedded, ...(embeddedToo[name] ?? [])].flatMap(each => [
          '--embed-package',
          each,
        ]),
      ],
      { cwd },
    );
    const file = path.join(exported, 'package.json');
    const manifest = JSON.parse(await readFile(file, 'utf8'));
    // The export turns an optional peer of an embedded package, for tests of collectors, into a required one.
    delete manifest.peerDependencies['@backstage/backend-test-utils'];
    await writeFile(file, JSON.stringify(manifest, undefined, 2));
    return await stage(exported);
  } finally {
    await rm(exported, { recursive: true, force: true });
  }
}

/**
 * Copies a plugin into its folder of the image: as Red Hat's command does, without links that its installer refuses.
 *
 * @returns what describes the plugin in the image
 */
async function stage(folder) {
  const archive = await run(
    'npm',
    ['pack', '--silent', '--pack-destination', staged],
    { cwd: folder },
  );
  const { name, version, description, license, backstage } = JSON.parse(
    await readFile(path.join(folder, 'package.json'), 'utf8'),
  );
  const place = path.join(staged, folderName({ name }));
  await mkdir(place);
  await run('tar', [
    ...['-xzf', path.join(staged, archive.trim())],
    ...['-C', place, '--strip-components=1'],
  ]);
  return { name, version, description, license, backstage };
}

function folderName({ name }) {
  return name
    .replace(/-dynamic$/, '')
    .replace('@', '')
    .replace('/', '-');
}
