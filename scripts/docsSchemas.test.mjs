import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

test('the entry point /schemas has every schema that the REST reference names', async () => {
  const [docs, entry] = await Promise.all(
    [
      'docs/reference/rest-api.md',
      'plugins/paved-road-common/src/schemas.ts',
    ].map(file => readFile(file, 'utf8')),
  );
  const named = new Set(docs.match(/\b[a-z]\w*Schema\b/g));
  const exported = new Set(
    [...entry.matchAll(/export (?:const (\w+)|\{([^}]*)\})/g)].flatMap(
      ([, name, names]) =>
        name ? [name] : names.split(',').map(n => n.trim()),
    ),
  );
  assert.ok(named.size > 10);
  assert.deepEqual(
    [...named].filter(name => !exported.has(name)),
    [],
  );
});
