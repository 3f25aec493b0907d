import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { RulePackStore, StoredRulePack } from './RulePackStore';

const databases = createTestDatabases();

const at = '2026-01-01T00:00:00.000Z';
const later = '2026-01-02T00:00:00.000Z';

function createPack(overrides: Partial<StoredRulePack> = {}): StoredRulePack {
  return {
    source: 'rules/a.yaml',
    origin: 'file',
    checkedAt: at,
    content: {
      text: 'kind: RulePack # größer',
      hash: 'a1',
      name: 'a',
      version: '1.0.0',
      activeSince: at,
    },
    ...overrides,
  };
}

const url = createPack({
  source: 'https://example.com/b.yaml',
  origin: 'url',
  content: {
    text: 'kind: RulePack',
    hash: 'b1',
    name: 'b',
    version: '1.0.0',
    activeSince: at,
    etag: '"1"',
    wanted: { overrides: { slo: 'off' } },
  },
  problem: { message: 'broken', since: at },
});

const inactive: StoredRulePack = {
  source: 'https://example.com/none.yaml',
  origin: 'url',
  checkedAt: at,
  problem: { message: 'never seen', since: at },
};

describe.each(testDatabaseIds)('RulePackStore on %s', databaseId => {
  async function createStore(): Promise<RulePackStore> {
    return new RulePackStore(await databases.init(databaseId));
  }

  it('has nothing at first', async () => {
    const store = await createStore();

    await expect(store.get()).resolves.toEqual({
      revision: await store.revision(),
      packs: [],
    });
  });

  it('keeps what is active, in its order, and forgets other sources', async () => {
    const store = await createStore();
    const first = await store.revision();
    const packs = [url, createPack(), inactive];

    await expect(store.activate({ hash: 'one', packs }, first)).resolves.toBe(
      true,
    );
    await expect(store.get()).resolves.toEqual({
      revision: first + 1,
      hash: 'one',
      packs,
    });

    const other = createPack({ source: 'rules/c.yaml' });
    await store.activate({ hash: 'two', packs: [other, url] }, first + 1);
    await expect(store.get()).resolves.toEqual({
      revision: first + 2,
      hash: 'two',
      packs: [other, url],
    });
  });

  it('lets one of several that know the same revision decide', async () => {
    const store = await createStore();
    const revision = await store.revision();
    const names = ['a', 'b', 'c', 'd'];

    const outcomes = await Promise.all(
      names.map(source =>
        store.activate(
          { hash: source, packs: [createPack({ source })] },
          revision,
        ),
      ),
    );

    expect(outcomes.filter(activated => activated)).toHaveLength(1);
    const winner = names[outcomes.indexOf(true)];
    await expect(store.get()).resolves.toMatchObject({
      revision: revision + 1,
      hash: winner,
      packs: [{ source: winner }],
    });
  });

  it('keeps how reading went, unless other content is active by now', async () => {
    const store = await createStore();
    const revision = await store.revision();
    await store.activate(
      { hash: 'one', packs: [createPack(), url, inactive] },
      revision,
    );
    const problem = { message: 'cannot read it', since: later };

    await store.record([
      { source: 'rules/a.yaml', hash: 'old', checkedAt: later, problem },
      { source: url.source, hash: 'b1', checkedAt: later, etag: '"2"' },
      { source: inactive.source, checkedAt: later, problem },
      { source: 'unknown', checkedAt: later, problem },
    ]);

    await expect(store.get()).resolves.toEqual({
      revision: revision + 1,
      hash: 'one',
      packs: [
        createPack(),
        {
          ...url,
          checkedAt: later,
          content: { ...url.content, etag: '"2"' },
          problem: undefined,
        },
        { ...inactive, checkedAt: later, problem },
      ],
    });
  });

  it('keeps text that a database cannot, as far as it can', async () => {
    const store = await createStore();
    const message = 'null\u0000 and half \ud800';

    await store.activate(
      {
        hash: 'one',
        packs: [{ ...inactive, problem: { message, since: at } }],
      },
      await store.revision(),
    );
    await store.record([
      {
        source: inactive.source,
        checkedAt: at,
        problem: { message, since: at },
      },
    ]);

    await expect(store.get()).resolves.toMatchObject({
      packs: [{ problem: { message: 'null and half \ufffd', since: at } }],
    });
  });
});
