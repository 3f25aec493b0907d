import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { EntityIndexStore } from './EntityIndexStore';
import { EntityRecord } from './types';

const databases = createTestDatabases();

function recordOf(name: string, overrides: Partial<EntityRecord> = {}) {
  return {
    entityRef: `component:default/${name}`,
    kind: 'component',
    namespace: 'default',
    name,
    title: name,
    snapshot: { dependencies: [] },
    ...overrides,
  };
}

describe.each(testDatabaseIds)('EntityIndexStore on %s', databaseId => {
  async function createStore() {
    const knex = await databases.init(databaseId);
    const store: EntityIndexStore = new EntityIndexStore(knex);
    return {
      store,
      /** What is sent to the database while something runs. */
      async queriesOf(run: () => Promise<unknown>): Promise<string[]> {
        const queries: string[] = [];
        const listen = ({ sql }: { sql: string }) => queries.push(sql);
        knex.on('query', listen);
        await run();
        knex.off('query', listen);
        return queries;
      },
      owners: async (): Promise<Record<string, string | null>> =>
        Object.fromEntries(
          (await knex('entities').select('entity_ref', 'owner')).map(row => [
            row.entity_ref,
            row.owner,
          ]),
        ),
    };
  }

  it('refreshes what it knows, and tells what a sync did not see', async () => {
    const { store, owners } = await createStore();
    const owner = 'group:default/search';
    const first = await store.beginSync();
    await store.upsert(
      [
        recordOf('kept', { owner, type: 'service', lifecycle: 'production' }),
        recordOf('gone', { owner }),
        recordOf('also-gone'),
      ],
      first,
    );
    await expect(store.count()).resolves.toBe(3);
    const second = await store.beginSync();
    await store.upsert([recordOf('kept'), recordOf('new', { owner })], second);

    await expect(store.unseen(first, 10)).resolves.toEqual([]);
    await expect(store.unseen(second, 1)).resolves.toEqual([
      'component:default/also-gone',
    ]);
    await expect(store.unseen(second, 10)).resolves.toEqual([
      'component:default/also-gone',
      'component:default/gone',
    ]);
    await expect(owners()).resolves.toEqual({
      'component:default/also-gone': null,
      'component:default/gone': owner,
      'component:default/kept': null,
      'component:default/new': owner,
    });
  });

  it('keeps what was indexed while the sync ran', async () => {
    const { store } = await createStore();
    await store.upsert([recordOf('known')]);
    const sync = await store.beginSync();
    await store.upsert([recordOf('assessed-meanwhile')]);
    await expect(store.unseen(sync, 10)).resolves.toEqual([
      'component:default/known',
    ]);
  });

  it('numbers many syncs in their order', async () => {
    const { store } = await createStore();
    const ids: string[] = [];
    for (let index = 0; index < 12; index++) {
      ids.push(await store.beginSync());
    }
    expect([...new Set(ids)].sort()).toEqual(ids);
  });

  it('tells what it does not know as it is now, and marks the rest in one statement', async () => {
    const { store, queriesOf } = await createStore();
    const many = Array.from({ length: 1_200 }, (_, i) =>
      recordOf(`s${i}`, { hash: 'a' }),
    );
    await store.upsert(many, await store.beginSync());
    await store.upsert([recordOf('unhashed')]);

    const sync = await store.beginSync();
    const hashes = [...many, recordOf('unhashed'), recordOf('new')].map(
      ({ entityRef }, index) => ({
        entityRef,
        hash: index === 7 ? 'b' : 'a',
      }),
    );
    const queries = await queriesOf(async () => {
      await expect(store.seen(hashes, sync)).resolves.toEqual([
        'component:default/s7',
        'component:default/unhashed',
        'component:default/new',
      ]);
    });
    expect(queries).toHaveLength(1);
    await expect(store.unseen(sync, 10)).resolves.toEqual([]);
  });

  it('writes nothing of what the last pass has seen already', async () => {
    const { store, queriesOf } = await createStore();
    await store.upsert([recordOf('a', { hash: 'a' })], await store.beginSync());
    const seen = [{ entityRef: 'component:default/a', hash: 'a' }];
    const writes = async () =>
      (
        await queriesOf(async () => {
          await expect(store.seen(seen)).resolves.toEqual([]);
        })
      ).filter(sql => !/^select/i.test(sql));
    await expect(writes()).resolves.toEqual([]);
    const sync = await store.beginSync();
    await expect(writes()).resolves.toHaveLength(1);
    await expect(store.unseen(sync, 10)).resolves.toEqual([]);
  });

  it('takes the last one of records that name the same entity, and any number of them', async () => {
    const { store, owners } = await createStore();
    const many = Array.from({ length: 1_200 }, (_, i) => recordOf(`s${i}`));
    await store.upsert([
      ...many,
      recordOf('s7', { owner: 'user:default/ada' }),
    ]);
    const known = await owners();
    expect(Object.keys(known)).toHaveLength(1_200);
    expect(known['component:default/s7']).toBe('user:default/ada');
  });

  it('is written by several at the same time', async () => {
    const { store, owners } = await createStore();
    const many = Array.from({ length: 300 }, (_, i) => recordOf(`s${i}`));
    await Promise.all(
      [many, many.toReversed(), many].map(records => store.upsert(records)),
    );
    expect(Object.keys(await owners())).toHaveLength(300);
  });

  it('removes entities', async () => {
    const { store, owners } = await createStore();
    await store.upsert([recordOf('a'), recordOf('b'), recordOf('c')]);
    await store.remove(['component:default/a', 'component:default/c']);
    await expect(owners()).resolves.toEqual({ 'component:default/b': null });
  });
});
