import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listLicences } from './describeDependencies.mjs';
import { isPermissive, formatLicence } from './licences.mjs';

for (const [expression, expected] of [
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT AND GPL-3.0-only', false],
  ['(MIT AND Zlib)', true],
  ['MIT AND (GPL-2.0-only OR BSD-3-Clause)', true],
  ['LGPL-3.0-or-later', false],
  ['UNLICENSED', false],
  ['SEE LICENSE IN LICENSE', false],
  ['none stated', false],
]) {
  test(`${expression} is ${expected ? '' : 'not '}permissive`, () => {
    assert.equal(isPermissive(expression), expected);
  });
}

test('reads the licence of old manifests', () => {
  assert.equal(formatLicence({ license: { type: 'MIT' } }), 'MIT');
  assert.equal(
    formatLicence({ licenses: [{ type: 'MIT' }, { type: 'ISC' }] }),
    '(MIT OR ISC)',
  );
  assert.equal(formatLicence({}), 'none stated');
});

test('names packages whose licence is not accepted', () => {
  const { rows, problems } = listLicences(
    {
      packages: {
        '': { name: 'ours' },
        'node_modules/a': { version: '1.0.0', license: 'MIT' },
        'node_modules/a/node_modules/@b/c': {
          version: '2.0.0',
          license: 'GPL-3.0-only',
        },
        'node_modules/d': { version: '3.0.0', license: 'MPL-2.0' },
        'node_modules/e': { version: '4.0.0', license: 'GPL-3.0', dev: true },
      },
    },
    { d: { licence: 'MPL-2.0', why: 'its files are not changed' } },
  );
  assert.deepEqual(rows, [
    ['@b/c', '2.0.0', 'GPL-3.0-only'],
    ['a', '1.0.0', 'MIT'],
    ['d', '3.0.0', 'MPL-2.0'],
  ]);
  assert.equal(problems.length, 1);
  assert.match(
    problems[0],
    /^@b\/c 2\.0\.0 comes with the packages and has the licence GPL-3\.0-only: remove it/,
  );
});
