import assert from 'node:assert/strict';
import { test } from 'node:test';
import { raise, withoutPlugins } from './makePortal.mjs';
import { configFor } from './runPortal.mjs';

test('a portal listens on this machine only, with the database that is asked for', () => {
  const { backend } = configFor({ port: 1234, permissions: 'off' });
  assert.deepEqual(backend.listen, { host: '127.0.0.1', port: 1234 });
  assert.equal(backend.database.client, 'better-sqlite3');
  assert.deepEqual(
    configFor({ port: 1, databaseUrl: 'postgresql://x', permissions: 'off' })
      .backend.database,
    { client: 'pg', connection: 'postgresql://x' },
  );
});

for (const [permissions, enabled, userEntityRef] of [
  ['off', false, undefined],
  ['allow-all', true, undefined],
  ['policy', true, 'user:default/guest'],
]) {
  test(`permissions ${permissions}: ${enabled ? 'on' : 'off'}, as ${userEntityRef ?? 'nobody in the catalog'}`, () => {
    const config = configFor({ port: 1, permissions });
    assert.equal(config.permission.enabled, enabled);
    assert.equal(config.auth.providers.guest.userEntityRef, userEntityRef);
  });
}

test('only packages of Backstage are raised to another release', () => {
  assert.deepEqual(
    raise({
      name: 'app',
      dependencies: { '@backstage/ui': '^0.18.0', react: '^18.0.2' },
    }),
    {
      name: 'app',
      dependencies: { '@backstage/ui': '*', react: '^18.0.2' },
    },
  );
});

test('plugins are taken out of a back end in either form that Prettier gives their line', () => {
  assert.equal(
    withoutPlugins(
      "backend.add(import('a'));\nbackend.add(\n  import('b'),\n);\nbackend.add(import('c'));\n",
      ['a', 'b'],
    ),
    "backend.add(import('c'));\n",
  );
});
