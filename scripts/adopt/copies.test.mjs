import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findNewCopies } from './copies.mjs';

const entry = (name, version, dependencies = []) =>
  [
    `"${name}@npm:^${version}":`,
    `  version: ${version}`,
    `  resolution: "${name}@npm:${version}"`,
    '  dependencies:',
    ...dependencies.map(dependency => `    "${dependency}": "npm:^1.0.0"`),
    '  languageName: node',
  ].join('\n');

const lock = (...entries) =>
  `__metadata:\n  version: 8\n\n${entries.join('\n\n')}\n`;

const stock = [
  entry('@backstage/ui', '0.18.0'),
  entry('@backstage/cli', '0.1.0'),
];
const own = entry('@paved-road/plugin-paved-road', '0.1.0', ['@backstage/ui']);

test('one copy of what Paved Road uses is enough', () => {
  assert.deepEqual(findNewCopies(lock(...stock), lock(...stock, own)), []);
});

test('names what is installed twice because of Paved Road', () => {
  const second = entry('@backstage/ui', '0.20.0');
  const other = entry('@backstage/cli', '0.2.0');
  assert.deepEqual(
    findNewCopies(lock(...stock), lock(...stock, second, other, own)),
    ['@backstage/ui 0.18.0, 0.20.0'],
  );
  assert.deepEqual(
    findNewCopies(lock(...stock, second), lock(...stock, second, own)),
    [],
  );
});
