import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { listConfigKeys } from './configKeys.mjs';

/** Each key is a promise: remove one, or find a default that fits all, before you raise this. */
const mostKeys = 220;

test(`the packages have at most ${mostKeys} config keys`, async () => {
  const keys = await listConfigKeys();
  assert.ok(
    keys.length > 100 && keys.length <= mostKeys,
    `there are ${keys.length}; yarn config:count lists them`,
  );
});

test('the page of common config has 40 keys that the schemas have', async () => {
  const known = new Set(
    (await listConfigKeys(() => true)).map(({ key }) => key),
  );
  const page = await readFile('docs/reference/common-config.md', 'utf8');
  const listed = [...page.matchAll(/^\| `([^`]+)`/gm)].map(([, key]) => key);
  assert.equal(listed.length, 40);
  assert.equal(new Set(listed).size, listed.length);
  assert.deepEqual(
    listed.filter(key => !known.has(key)),
    [],
  );
});
