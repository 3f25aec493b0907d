import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { TeamStore } from './TeamStore';

const databases = createTestDatabases();
const company = { entityRef: 'group:default/company' };
const search = {
  entityRef: 'group:default/search',
  parentRef: company.entityRef,
};

describe.each(testDatabaseIds)('TeamStore on %s', databaseId => {
  async function createStore() {
    const knex = await databases.init(databaseId);
    const store: TeamStore = new TeamStore(knex);
    return {
      store,
      parents: async (): Promise<Record<string, string | null>> =>
        Object.fromEntries(
          (await knex('teams').select('entity_ref', 'parent_ref')).map(row => [
            row.entity_ref,
            row.parent_ref,
          ]),
        ),
    };
  }

  it('refreshes what it knows and removes what a complete sync did not see', async () => {
    const { store, parents } = await createStore();
    await store.upsert([company, search, { entityRef: 'group:x/gone' }], '1');
    await store.upsert([company], '2');
    await store.upsert([{ ...search, parentRef: 'group:x/new' }], '2');
    await store.upsert([{ entityRef: 'group:x/later' }], '3');

    await store.removeUnseen('2');

    await expect(parents()).resolves.toEqual({
      [company.entityRef]: null,
      [search.entityRef]: 'group:x/new',
      'group:x/later': null,
    });
  });

  it('takes a group that moves to the top, and one that is said to be below itself', async () => {
    const { store, parents } = await createStore();
    await store.upsert([search], '1');
    await store.upsert(
      [
        { entityRef: search.entityRef },
        { ...company, parentRef: company.entityRef },
      ],
      '2',
    );
    await expect(parents()).resolves.toEqual({
      [company.entityRef]: null,
      [search.entityRef]: null,
    });
  });

  it('takes any number of groups, and the last one of those that are the same', async () => {
    const { store, parents } = await createStore();
    await store.upsert([], '1');
    const many = Array.from({ length: 7_000 }, (_, index) => ({
      entityRef: `group:default/team-${index}`,
    }));
    await store.upsert(
      [...many, search, company, { ...search, parentRef: 'group:x/last' }],
      '1',
    );
    await expect(parents()).resolves.toMatchObject({
      [search.entityRef]: 'group:x/last',
      'group:default/team-6999': null,
    });
  });

  it('can be written to by several at the same time', async () => {
    const { store, parents } = await createStore();
    const many = Array.from({ length: 300 }, (_, index) => ({
      entityRef: `group:default/team-${index}`,
    }));
    await Promise.all([
      store.upsert(many, '1'),
      store.upsert([...many].reverse(), '2'),
      store.removeUnseen('1'),
    ]);
    expect(Object.keys(await parents())).toHaveLength(300);
  });
});
