import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { test } from 'node:test';

const { freePort } = createRequire(import.meta.url)('./startPostgres.cjs');

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
