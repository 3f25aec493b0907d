import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { KnexEntityIndexStore } from './KnexEntityIndexStore';
import { EntityIndexStore, EntityRecord } from './types';

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
    const store: EntityIndexStore = new KnexEntityIndexStore(knex);
    return {
      store,
      owners: async (): Promise<Record<string, string | null>> =>
        Object.fromEntries(
          (await knex('entities').select('entity_ref', 'owner')).map(row => [
            row.entity_ref,
            row.owner,
          ]),
        ),
    };
  }

  it('refreshes what it knows and removes what a complete sync did not see', async () => {
    const { store, owners } = await createStore();
    const owner = 'group:default/search';
    await store.upsert(
      [
        recordOf('kept', { owner, type: 'service', lifecycle: 'production' }),
        recordOf('gone', { owner }),
        recordOf('also-gone'),
      ],
      '1',
    );
    await store.upsert([recordOf('kept'), recordOf('new', { owner })], '2');

    await expect(store.removeUnseen('2')).resolves.toEqual([
      'component:default/also-gone',
      'component:default/gone',
    ]);
    await expect(owners()).resolves.toEqual({
      'component:default/kept': null,
      'component:default/new': owner,
    });
  });

  it('keeps what was indexed while the sync ran', async () => {
    const { store } = await createStore();
    await store.upsert([recordOf('assessed-meanwhile')], '3');
    await expect(store.removeUnseen('2')).resolves.toEqual([]);
  });

  it('takes the last one of records that name the same entity, and any number of them', async () => {
    const { store, owners } = await createStore();
    const many = Array.from({ length: 1_200 }, (_, i) => recordOf(`s${i}`));
    await store.upsert(
      [...many, recordOf('s7', { owner: 'user:default/ada' })],
      '1',
    );
    const known = await owners();
    expect(Object.keys(known)).toHaveLength(1_200);
    expect(known['component:default/s7']).toBe('user:default/ada');
  });

  it('removes one entity', async () => {
    const { store, owners } = await createStore();
    await store.upsert([recordOf('a'), recordOf('b')], '1');
    await store.remove('component:default/a');
    await expect(owners()).resolves.toEqual({ 'component:default/b': null });
  });
});
