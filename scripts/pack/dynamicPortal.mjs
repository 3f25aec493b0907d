import { chromium, expect } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import {
  cp,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { RunningServer } from '../RunningServer.mjs';
import startPostgres from '../startPostgres.cjs';
import { repack } from './repack.mjs';
import { run } from './run.mjs';

const source = fileURLToPath(new URL('dynamicHost', import.meta.url));
const backstageCli = fileURLToPath(
  new URL('../../node_modules/.bin/backstage-cli', import.meta.url),
);
const require = createRequire(import.meta.url);
const patience = 120_000;

/** The oldest supported release of Backstage, which is next to the one of Developer Hub, and the day after its last version. */
const release = '1.55';
const before = '2026-10-20';

/**
 * Installs a portal that loads plugins at its start, and the front end of Paved Road to build it with the portal's
 * packages: a plugin that is loaded by module federation contains its own copies.
 *
 * @param packs - folder with the tarballs of `./dev pack`
 * @returns the folder of the portal
 */
export async function installPortal(packs) {
  const portal = await mkdtemp(path.join(tmpdir(), 'dynamic-host-'));
  await cp(source, portal, { recursive: true });
  const install = args =>
    run(
      'npm',
      [
        ...['install', '--no-audit', '--no-fund', '--legacy-peer-deps'],
        ...['--ignore-scripts', '--no-package-lock', '--no-save', ...args],
      ],
      { cwd: portal },
    );
  await install([`--before=${before}`]);
  const archives = await repack(packs, release, path.join(portal, 'packs'));
  await install(
    archives
      .filter(name => /plugin-paved-road(-common)?-\d/.test(name))
      .map(name => `./packs/${name}`),
  );
  const sqlite = path.join(portal, 'node_modules/better-sqlite3');
  // Its own copy has no binary, because scripts do not run.
  await rm(sqlite, { recursive: true, force: true });
  await symlink(
    path.dirname(require.resolve('better-sqlite3/package.json')),
    sqlite,
  );
  return portal;
}

/**
 * Builds the front end of Paved Road as a module that a portal loads.
 *
 * @returns its folder
 */
export async function buildFrontEnd(portal) {
  const folder = path.join(portal, 'front-end');
  const installed = path.join(
    portal,
    'node_modules/@paved-road/plugin-paved-road',
  );
  const { name, version, description, license, backstage } = JSON.parse(
    await readFile(path.join(installed, 'package.json'), 'utf8'),
  );
  const { role, pluginId } = backstage;
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({
      name: `${name}-dynamic`,
      version: version.replace(/[-.]backstage\..*/, ''),
      description,
      license,
      main: 'dist/remoteEntry.js',
      files: ['dist', '!dist/**/*.map'],
      exports: { '.': './src/index.js' },
      // Developer Hub loads only the modules that are features.
      backstage: {
        role,
        pluginId,
        features: { '.': '@backstage/FrontendPlugin' },
      },
    }),
  );
  await run(backstageCli, ['package', 'build', '--module-federation'], {
    cwd: folder,
  });
  await cp(
    path.join(installed, 'config.schema.json'),
    path.join(folder, 'dist/.config-schema.json'),
  );
  return folder;
}

/**
 * Starts the portal with the plugins of an image, as Developer Hub does: the back end with
 * `@backstage/backend-dynamic-feature-service`, the front end with module federation.
 *
 * @throws Error if it does not evaluate the one service of its catalog, or its pages do not show it
 */
export async function loadDynamicPlugins(portal, image) {
  const port = await startPostgres.freePort();
  const origin = `http://127.0.0.1:${port}`;
  const token = randomBytes(16).toString('hex');
  const app = path.join(portal, 'app');
  await writeFile(
    path.join(portal, 'app-config.yaml'),
    stringify(createConfig(origin, port, token)),
  );
  await run(
    backstageCli,
    ['package', 'build', '--config', '../app-config.yaml'],
    { cwd: app, env: { ...process.env, EXPERIMENTAL_MODULE_FEDERATION: '1' } },
  );
  await symlink(app, path.join(portal, 'node_modules/app'));
  await installPlugins(image, portal);
  const server = new RunningServer(process.execPath, ['index.js'], {
    cwd: portal,
  });
  try {
    await server.untilAnswer(
      new Request(`${origin}/api/paved-road/scorecards`, {
        headers: { authorization: `Bearer ${token}` },
      }),
      patience,
      async response => {
        const { items } = response.ok ? await response.json() : { items: [] };
        return items[0]?.entityRef === 'component:default/search';
      },
    );
    await showService(origin);
  } catch (error) {
    throw new Error(`${error.message}\n${server.output}`);
  } finally {
    server.child.kill('SIGKILL');
  }
}

/** Takes the folder of each plugin that the image names from its first layer, as the installer of Developer Hub does. */
async function installPlugins(image, portal) {
  const layout = path.join(portal, 'image');
  const plugins = path.join(portal, 'plugins');
  await mkdir(layout);
  await mkdir(plugins);
  await run('tar', ['-xf', image, '-C', layout]);
  const blobOf = ({ digest }) =>
    path.join(layout, 'blobs', digest.replace(':', '/'));
  const json = async file => JSON.parse(await readFile(file, 'utf8'));
  const { manifests } = await json(path.join(layout, 'index.json'));
  const { layers, annotations } = await json(blobOf(manifests[0]));
  const described = JSON.parse(
    Buffer.from(annotations['io.backstage.dynamic-packages'], 'base64'),
  );
  const names = described.flatMap(Object.keys);
  await run('tar', ['-xzf', blobOf(layers[0]), '-C', plugins, ...names]);
}

async function showService(origin) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage();
    const errors = [];
    page.on('pageerror', error => errors.push(error));
    const soon = { timeout: 30_000 };
    await page.goto(`${origin}/paved-road/services`);
    await page.getByRole('button', { name: 'Enter' }).click(soon);
    await expect(
      page.getByRole('link', { name: 'search', exact: true }),
    ).toBeVisible(soon);
    await page.goto(`${origin}/catalog/default/component/search/scorecard`);
    await expect(
      page.getByRole('heading', { name: 'Ownership' }).first(),
    ).toBeVisible(soon);
    if (errors.length > 0) {
      throw new Error(`The pages failed: ${errors.join('\n')}`);
    }
  } finally {
    await browser.close();
  }
}

function createConfig(origin, port, token) {
  return {
    app: { title: 'Host', baseUrl: origin, packages: 'all' },
    auth: {
      providers: { guest: { dangerouslyAllowOutsideDevelopment: true } },
    },
    backend: {
      baseUrl: origin,
      listen: { host: '127.0.0.1', port },
      csp: { 'upgrade-insecure-requests': false },
      database: { client: 'better-sqlite3', connection: ':memory:' },
      auth: {
        externalAccess: [
          { type: 'static', options: { token, subject: 'proof' } },
        ],
      },
    },
    dynamicPlugins: { rootDirectory: 'plugins' },
    catalog: { locations: [{ type: 'file', target: 'catalog-info.yaml' }] },
    // These modules do not start without.
    pagerDuty: { apiToken: 'none' },
    pavedRoad: {
      prometheus: {
        instances: [{ name: 'none', url: origin }],
        queries: {
          up: { query: 'sum by (service) (up{service=~"{{ services }}"})' },
        },
      },
    },
    sonarqube: { baseUrl: origin, apiKey: 'none' },
  };
}
