import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import startPostgres from '../startPostgres.cjs';
import { run } from './run.mjs';

const host = fileURLToPath(new URL('dynamicHost', import.meta.url));
const require = createRequire(import.meta.url);
const patience = 120_000;

/**
 * Starts a Backstage back end that loads the given plugins from a folder with `@backstage/backend-dynamic-feature-service`,
 * as in Red Hat Developer Hub.
 *
 * @param archives - exported plugins of the back end
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
    const log = [];
    backend = spawn(process.execPath, ['index.js'], { cwd: folder });
    backend.stdout.on('data', chunk => log.push(chunk));
    backend.stderr.on('data', chunk => log.push(chunk));
    await expectScorecard(
      `http://127.0.0.1:${port}/api/paved-road/scorecards`,
      token,
      () => backend.exitCode,
    ).catch(error => {
      throw new Error(`${error.message}\n${Buffer.concat(log)}`);
    });
  } finally {
    backend?.kill('SIGKILL');
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

async function expectScorecard(url, token, exitCode) {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    if (exitCode() !== null) {
      throw new Error(`The back end ended with ${exitCode()}`);
    }
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
    }).catch(() => undefined);
    const { items } = response?.ok ? await response.json() : { items: [] };
    if (items[0]?.entityRef === 'component:default/search') {
      return;
    }
    await sleep(1_000);
  }
  throw new Error(`No scorecard at ${url} after ${patience / 1000} s`);
}
