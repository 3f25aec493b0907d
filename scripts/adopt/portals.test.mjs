import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choosePortals } from './portals.mjs';

const describe = portals =>
  portals.map(({ backstage, frontend }) => `${backstage} ${frontend}`);

test('without options, the newest release is adopted in', () => {
  assert.deepEqual(describe(choosePortals({})), ['1.57 new']);
});

test('options select portals, and a wrong one is named with the right ones', () => {
  assert.deepEqual(describe(choosePortals({ frontend: 'classic' })), [
    '1.57 classic',
  ]);
  assert.equal(choosePortals({ all: true, backstage: '1.55' }).length, 2);
  assert.throws(() => choosePortals({ backstage: '1.54' }), /1\.57 new, /);
});

test('over many commits, the seed chooses each portal of another release', () => {
  const chosen = new Set();
  for (let commit = 0; commit < 100; commit++) {
    const [first, second] = describe(
      choosePortals({}, `${commit.toString(16).padStart(8, '0')}c0ffee`),
    );
    assert.equal(first, '1.57 new');
    chosen.add(second);
  }
  const all = describe(choosePortals({ all: true }));
  assert.deepEqual(
    [...chosen].sort(),
    all.filter(name => !name.startsWith('1.57')).sort(),
  );
  assert.equal(
    choosePortals({ frontend: 'classic', backstage: '1.55' }, 'c0ffee').length,
    1,
  );
  assert.throws(() => choosePortals({}, 'main'), /ADOPT_SEED is "main"/);
});
