import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { RunningServer } from '../RunningServer.mjs';
import startPostgres from '../startPostgres.cjs';
import { run } from './run.mjs';

const host = fileURLToPath(new URL('dynamicHost', import.meta.url));
const require = createRequire(import.meta.url);
const patience = 120_000;

/**
 * Starts a Backstage back end that loads the given plugins from a folder with `@backstage/backend-dynamic-feature-service`,
 * as in Red Hat Developer Hub.
 *
 * @throws Error with the log of the back end, if it does not evaluate the one service of its catalog
 */
export async function loadDynamicPlugins(archives) {
  const folder = await mkdtemp(path.join(tmpdir(), 'dynamic-host-'));
  let backend;
  try {
    await cp(host, folder, { recursive: true });
    await run(
      'npm',
      [
        ...['install', '--no-audit', '--no-fund', '--legacy-peer-deps'],
        ...['--ignore-scripts', '--no-package-lock'],
      ],
      { cwd: folder },
    );
    // Its own copy has no binary, because scripts do not run.
    const sqlite = path.join(folder, 'node_modules/better-sqlite3');
    await rm(sqlite, { recursive: true, force: true });
    await symlink(
      path.dirname(require.resolve('better-sqlite3/package.json')),
      sqlite,
    );
    for (const [index, archive] of archives.entries()) {
      const place = path.join(folder, 'plugins', `${index}`);
      await mkdir(place, { recursive: true });
      await run('tar', ['-xzf', archive, '-C', place, '--strip-components=1']);
    }
    const port = await startPostgres.freePort();
    const token = randomBytes(16).toString('hex');
    await writeFile(
      path.join(folder, 'app-config.yaml'),
      stringify(createConfig(port, token)),
    );
    backend = new RunningServer(process.execPath, ['index.js'], {
      cwd: folder,
    });
    await backend.untilAnswer(
      new Request(`http://127.0.0.1:${port}/api/paved-road/scorecards`, {
        headers: { authorization: `Bearer ${token}` },
      }),
      patience,
      async response => {
        const { items } = response.ok ? await response.json() : { items: [] };
        return items[0]?.entityRef === 'component:default/search';
      },
    );
  } finally {
    backend?.child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

function createConfig(port, token) {
  return {
    app: { baseUrl: `http://127.0.0.1:${port}` },
    backend: {
      baseUrl: `http://127.0.0.1:${port}`,
      listen: { host: '127.0.0.1', port },
      database: { client: 'better-sqlite3', connection: ':memory:' },
      auth: {
        externalAccess: [
          { type: 'static', options: { token, subject: 'proof' } },
        ],
      },
    },
    dynamicPlugins: { rootDirectory: 'plugins' },
    catalog: { locations: [{ type: 'file', target: 'catalog-info.yaml' }] },
  };
}
