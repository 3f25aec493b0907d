import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadConfigSchema } from '@backstage/config-loader';
import { readWorkspaces } from './workspaces.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Each key is a promise: remove one, or find a default that fits all, before you raise this. */
const mostKeys = 220;

test(`the packages have at most ${mostKeys} config keys`, async () => {
  const keys = await listConfigKeys();
  assert.ok(
    keys.length > 100 && keys.length <= mostKeys,
    `there are ${keys.length}`,
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

/**
 * All properties of the config schemas, with `[]` for items of lists and `*` for any name.
 *
 * @param isIncluded - whether the schema of a package counts
 * @returns `packageName` and `key` of each; a property that two packages declare is there twice
 */
async function listConfigKeys(
  isIncluded = name => name.startsWith('@paved-road/'),
) {
  const workspaces = await readWorkspaces(root);
  const schema = await loadConfigSchema({
    dependencies: workspaces.map(({ manifest }) => manifest.name),
  });
  return schema
    .serialize()
    .schemas.filter(({ packageName }) => isIncluded(packageName))
    .flatMap(({ packageName, value }) =>
      [...new Set(keysOf(value))].map(key => ({ packageName, key })),
    );
}

function* keysOf(node, path = '') {
  for (const [name, property] of Object.entries(node.properties ?? {})) {
    const key = path ? `${path}.${name}` : name;
    yield key;
    yield* keysOf(property, key);
  }
  for (const variant of [node.anyOf, node.oneOf, node.allOf].flat()) {
    yield* variant ? keysOf(variant, path) : [];
  }
  if (typeof node.additionalProperties === 'object') {
    yield* keysOf(node.additionalProperties, `${path}.*`);
  }
  for (const item of [node.items ?? []].flat()) {
    yield* keysOf(item, `${path}[]`);
  }
}
