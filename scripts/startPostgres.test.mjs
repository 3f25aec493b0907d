import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import path from 'node:path';
import { test } from 'node:test';

const { freePort } = createRequire(import.meta.url)('./startPostgres.cjs');

test('a process that has started PostgreSQL ends with its own code', () => {
  const program = `
    require('./scripts/startPostgres.cjs').startPostgres().then(async postgres => {
      await postgres.stop();
      process.exitCode = 3;
    });`;
  const { status } = spawnSync(process.execPath, ['--eval', program], {
    cwd: path.dirname(import.meta.dirname),
    stdio: 'inherit',
  });
  assert.equal(status, 3);
});

test('a port that is taken gives way to one that is free', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const other = await freePort(port);
  assert.notEqual(other, port);
  assert(other > 0);
  server.close();
  await once(server, 'close');
  assert.equal(await freePort(port), port);
});
