import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findFreePort } from './__testUtils__/findFreePort';

/** Milliseconds; all plugins are loaded from their sources. */
const PATIENCE = 120_000;

describe('the back end', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'paved-road-start-'));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it(
    'ends with an error when it cannot start, so that it is started again',
    async () => {
      const config = path.join(folder, 'app-config.yaml');
      await writeFile(
        config,
        JSON.stringify({
          backend: {
            listen: { host: '127.0.0.1', port: await findFreePort() },
            database: {
              client: 'pg',
              connection: {
                host: '127.0.0.1',
                port: await findFreePort(),
                user: 'nobody',
                password: 'none',
              },
            },
          },
        }),
      );
      const root = path.join(__dirname, '../../..');
      const child = spawn(
        process.execPath,
        [
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
          path.join(__dirname, 'index.ts'),
          ...['app-config.yaml', 'app-config.demo.yaml', config].flatMap(
            name => ['--config', path.resolve(root, name)],
          ),
        ],
        {
          cwd: path.join(__dirname, '..'),
          env: { ...process.env, NODE_ENV: 'development' },
          stdio: ['ignore', 'ignore', 'pipe'],
        },
      );
      const stuck = setTimeout(() => child.kill('SIGKILL'), PATIENCE - 10_000);
      let errors = '';
      child.stderr.on('data', data => {
        errors += data;
      });
      const [code] = await once(child, 'close');
      clearTimeout(stuck);
      expect(code).toBe(1);
      expect(errors).toMatch(
        /^The back end cannot start: .*ECONNREFUSED.*\. Check that the host runs.*\n$/m,
      );
    },
    PATIENCE,
  );
});
