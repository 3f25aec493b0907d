import { createScorecardStore } from '../__testUtils__/createScorecardStore';
import { createMember, FleetMember } from '../__testUtils__/scorecardFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { LostLevelStore } from './LostLevelStore';

const databases = createTestDatabases();

const search = 'group:default/search';
const ledger = 'group:default/ledger';
const levels = ['bronze', 'silver'];
const day = (number: number) => `2026-03-0${number}T10:00:00.000Z`;
const ref = (name: string) => `component:default/${name}`;

function member(
  name: string,
  level: 'none' | 'bronze' | 'silver',
  at: string,
  owner = search,
): FleetMember {
  return createMember(name, ['pass'], {
    entity: { owner, title: `The ${name}` },
    scorecard: {
      level,
      levelRank: ['none', ...levels].indexOf(level),
      evaluatedAt: at,
    },
  });
}

describe.each(testDatabaseIds)('LostLevelStore on %s', databaseId => {
  it('finds services that fell and have not recovered', async () => {
    const knex = await databases.init(databaseId);
    const { update } = await createScorecardStore(knex, [
      member('finder', 'silver', day(1)),
      member('ranker', 'bronze', day(1)),
      member('again', 'silver', day(1)),
      member('riser', 'none', day(1)),
      member('books', 'silver', day(1), ledger),
    ]);
    const change = (changed: FleetMember) =>
      update([changed.scorecard], ['assessment']);
    await change(member('finder', 'bronze', day(2)));
    await change(member('ranker', 'none', day(3)));
    await change(member('again', 'none', day(3)));
    await change(member('again', 'silver', day(4)));
    await change(member('riser', 'bronze', day(4)));
    await change(member('books', 'none', day(4), ledger));

    const store = new LostLevelStore(knex);
    const query = {
      owners: [search],
      levels,
      after: new Date(day(1)),
      limit: 9,
    };
    await expect(store.list(query, { all: true })).resolves.toEqual({
      entityRefs: [ref('ranker'), ref('finder')],
      totalItems: 2,
    });
    await expect(
      store.list({ ...query, limit: 1 }, { all: true }),
    ).resolves.toEqual({ entityRefs: [ref('ranker')], totalItems: 2 });
    await expect(
      store.list({ ...query, after: new Date(day(2)) }, { all: true }),
    ).resolves.toMatchObject({ totalItems: 1 });
    await expect(
      store.list(query, { all: false, entityRefs: [ref('finder')] }),
    ).resolves.toEqual({ entityRefs: [ref('finder')], totalItems: 1 });
    await expect(
      store.list({ ...query, owners: [] }, { all: true }),
    ).resolves.toEqual({ entityRefs: [], totalItems: 0 });
  });
});
