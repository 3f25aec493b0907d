import { Knex } from 'knex';
import { createScorecardStore } from '../../__testUtils__/createScorecardStore';
import { createFleet } from '../../__testUtils__/scorecardFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../../__testUtils__/testDatabases';
import { visibleScorecards } from './scorecardFilter';
import { ScorecardNumbers } from './ScorecardNumbers';

const databases = createTestDatabases();

describe.each(testDatabaseIds)('Numbers of scorecards, on %s', id => {
  const fleet = createFleet(600);
  const refs = fleet.map(({ entity }) => entity.entityRef);
  const odd = Object.freeze(refs.filter((_, index) => index % 2));

  async function select(
    knex: Knex,
    numbers: ScorecardNumbers,
    entityRefs: readonly string[],
  ): Promise<string[]> {
    const rows = await numbers.toRows({ all: false, entityRefs });
    expect(rows).toHaveProperty('flags');
    return await visibleScorecards(knex, rows)
      .orderBy('entity_ref')
      .pluck('entity_ref');
  }

  it('tell what is visible, whoever numbers and whatever comes and goes', async () => {
    const knex = await databases.init(id);
    const { store, update } = await createScorecardStore(knex, fleet);
    const [one, other] = [
      new ScorecardNumbers(knex),
      new ScorecardNumbers(knex),
    ];
    const both = await Promise.all([
      select(knex, one, odd),
      select(knex, other, odd),
    ]);
    expect(both).toEqual([[...odd].sort(), [...odd].sort()]);

    const gone = odd.slice(0, 3);
    await store.remove(gone, { causes: ['entity'] });
    await expect(select(knex, one, odd)).resolves.toEqual(
      odd.slice(3).toSorted(),
    );
    await update(
      fleet
        .filter(({ entity }) => gone.includes(entity.entityRef))
        .map(({ scorecard }) => scorecard),
    );
    for (const numbers of [one, other]) {
      await expect(select(knex, numbers, odd)).resolves.toEqual(
        [...odd].sort(),
      );
    }
  });

  it('are read once for requests at the same time, and again for those that come later', async () => {
    const knex = await databases.init(id);
    const { countStatements, index, update } = await createScorecardStore(
      knex,
      fleet.slice(0, 500),
    );
    const numbers = new ScorecardNumbers(knex);
    const ask = () => numbers.toRows({ all: false, entityRefs: refs });
    await ask();
    const once = await countStatements(ask);
    await expect(
      countStatements(() => Promise.all(Array.from({ length: 50 }, ask))),
    ).resolves.toBe(2 * once);

    await index.upsert(fleet.map(({ entity }) => entity));
    const earlier = ask();
    await update(fleet.slice(500).map(({ scorecard }) => scorecard));
    await expect(select(knex, numbers, refs)).resolves.toHaveLength(600);
    await earlier;
  });

  it('hide what is not numbered, or numbered later', async () => {
    const knex = await databases.init(id);
    const { index, update } = await createScorecardStore(
      knex,
      fleet.slice(0, 500),
    );
    await index.upsert(fleet.map(({ entity }) => entity));
    const numbers = new ScorecardNumbers(knex);
    const rows = await numbers.toRows({ all: false, entityRefs: refs });
    const count = async () =>
      (await visibleScorecards(knex, rows).pluck('entity_ref')).length;
    await expect(count()).resolves.toBe(500);
    await update(fleet.slice(500).map(({ scorecard }) => scorecard));
    await expect(count()).resolves.toBe(500);
    await new ScorecardNumbers(knex).toRows({ all: false, entityRefs: refs });
    await expect(count()).resolves.toBe(500);
    await expect(select(knex, numbers, refs)).resolves.toHaveLength(600);
  });
});
