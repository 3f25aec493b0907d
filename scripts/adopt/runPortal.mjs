import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { stringify } from 'yaml';
import { run } from '../pack/run.mjs';
import { readiness, RunningServer } from '../RunningServer.mjs';

const { freePort, startPostgres } = createRequire(import.meta.url)(
  '../startPostgres.cjs',
);

/** Milliseconds for all plugins of a portal to create their tables and answer. */
const startMs = 120_000;
/** Milliseconds for a portal to stop. */
const stopMs = 120_000;

/**
 * The config that a stock portal needs in addition to run here: a free port, a database, and a guest outside of development.
 * With a policy, the guest belongs to the group that owns the examples; otherwise it is not in the catalog, as in a stock
 * portal.
 */
export function configFor({ port, databaseUrl, permissions }) {
  const url = `http://localhost:${port}`;
  return {
    app: { baseUrl: url },
    backend: {
      baseUrl: url,
      listen: { host: '127.0.0.1', port },
      cors: { origin: url },
      database: databaseUrl
        ? { client: 'pg', connection: databaseUrl }
        : { client: 'better-sqlite3', connection: ':memory:' },
    },
    auth: {
      providers: {
        guest: {
          dangerouslyAllowOutsideDevelopment: true,
          ...(permissions === 'policy' && {
            userEntityRef: 'user:default/guest',
          }),
        },
      },
    },
    permission: { enabled: permissions !== 'off' },
    // The journeys change the example while the portal runs.
    catalog: { processingInterval: { seconds: 2 } },
  };
}

/**
 * Starts the production build of a portal.
 *
 * @param folder - of the portal, which is built
 * @returns its `url`, and `stop()`
 * @throws Error with its log, if it is not ready in time
 */
export async function runPortal(folder, { database, permissions, log }) {
  const postgres = database === 'pg' ? await startPostgres() : undefined;
  const port = await freePort();
  const config = configFor({ port, databaseUrl: postgres?.url, permissions });
  const configFile = path.join(folder, 'app-config.adopt.yaml');
  await writeFile(configFile, stringify(config));
  const bundle = path.join(folder, 'bundle');
  await mkdir(bundle, { recursive: true });
  await run('tar', [
    '-xzf',
    path.join(folder, 'packages/backend/dist/bundle.tar.gz'),
    '-C',
    bundle,
  ]);
  const server = new RunningServer(
    process.execPath,
    [
      '--no-node-snapshot',
      path.join(bundle, 'packages/backend'),
      ...['app-config.yaml', 'app-config.adopt.yaml'].flatMap(file => [
        '--config',
        path.join(folder, file),
      ]),
    ],
    {
      // Paths in its config are relative to this folder.
      cwd: path.join(folder, 'packages/backend'),
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  const { baseUrl: url } = config.backend;
  const stop = async () => {
    await server.stop(stopMs);
    await postgres?.stop();
    await writeFile(log, server.output);
  };
  try {
    await server.untilAnswer(readiness(url), startMs);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}
