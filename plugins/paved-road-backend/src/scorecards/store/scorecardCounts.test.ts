import { summaryGroupings } from '@paved-road/plugin-paved-road-common/rules';
import { Knex } from 'knex';
import { createScorecardStore } from '../../__testUtils__/createScorecardStore';
import {
  createDice,
  createFleet,
  createMember,
  createResults,
  FleetMember,
  toChange,
} from '../../__testUtils__/scorecardFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../../__testUtils__/testDatabases';
import { VisibleEntities } from '../../catalog/types';
import { ScorecardStore } from './ScorecardStore';
import { FleetStore } from './FleetStore';
import { EvaluatedScorecard } from './StoredScorecard';

const databases = createTestDatabases();
const all: VisibleEntities = { all: true };

/**
 * Figures for callers who see everything come from sums that are kept; for others, from the rows that
 * they see. So whoever sees every single one has to get the same as whoever sees everything.
 */
async function expectExactSums(fleetStore: FleetStore, knex: Knex) {
  const each: VisibleEntities = {
    all: false,
    entityRefs: [
      ...(await knex('scorecards').pluck('entity_ref')),
      ...(await knex('teams').pluck('entity_ref')),
    ],
  };
  for (const kind of [undefined, 'API', 'Component']) {
    for (const groupBy of summaryGroupings) {
      const page = { kind, limit: 10_000 };
      await expect(
        fleetStore.summarize(groupBy, 2, all, page),
      ).resolves.toEqual(await fleetStore.summarize(groupBy, 2, each, page));
    }
    await expect(fleetStore.patternMix(all, kind)).resolves.toEqual(
      await fleetStore.patternMix(each, kind),
    );
  }
  const page = { sort: 'name' as const, limit: 1 };
  const { totalItems } = await fleetStore.list({}, page, each);
  await expect(fleetStore.list({}, page, all)).resolves.toMatchObject({
    totalItems,
  });
  // What is counted no more leaves no row behind.
  await expect(
    knex('scorecard_counts').where('entities', '<=', 0),
  ).resolves.toEqual([]);
}

/** The same entities with new results, levels, owners and other rules. */
function shuffled(
  fleet: FleetMember[],
  dice = createDice(fleet.length),
): EvaluatedScorecard[] {
  return createFleet(fleet.length, dice).map(({ scorecard }, index) => ({
    ...scorecard,
    entityRef: fleet[index].entity.entityRef,
    ...createResults(
      scorecard.results.map(result => ({
        ...result,
        track: dice.oneOf([result.track, 'security']),
      })),
    ),
  }));
}

describe.each(testDatabaseIds)('The sums of scorecards on %s', databaseId => {
  it('are those of the rows, whatever comes, changes and goes', async () => {
    const knex = await databases.init(databaseId);
    const fleet = createFleet(120);
    const refs = fleet.map(({ entity }) => entity.entityRef);
    const { store, fleetStore, index, teams, update } =
      await createScorecardStore(knex, fleet);
    await teams.upsert(
      [
        { entityRef: 'group:default/search' },
        {
          entityRef: 'group:default/ledger',
          parentRef: 'group:default/search',
        },
      ],
      '1',
    );
    const dice = createDice(7);
    await expectExactSums(fleetStore, knex);

    for (let round = 0; round < 6; round++) {
      const start = dice.roll(60);
      await update(
        shuffled(fleet, dice).slice(start, start + 1 + dice.roll(60)),
      );
      const gone = refs.filter(() => dice.roll(8) === 0);
      await index.remove(gone.slice(0, 3));
      await store.remove(gone, { causes: ['entity'] });
      await expectExactSums(fleetStore, knex);
    }

    await store.remove(refs, { causes: ['entity'] });
    await expect(knex('scorecard_counts')).resolves.toEqual([]);
  });

  it('still count a scorecard whose entity left the index, until it is removed', async () => {
    const knex = await databases.init(databaseId);
    const fleet = createFleet(3);
    const { store, fleetStore, index } = await createScorecardStore(
      knex,
      fleet,
    );
    const [{ entity }] = fleet;
    await index.remove([entity.entityRef]);
    await expectExactSums(fleetStore, knex);

    await store.remove([entity.entityRef, entity.entityRef], {
      causes: ['entity'],
    });
    await store.remove([entity.entityRef], { causes: ['entity'] });
    await expectExactSums(fleetStore, knex);
    await expect(
      fleetStore.summarize('level', 2, all, { limit: 1 }),
    ).resolves.toMatchObject({ totals: { entities: 2 } });
  });

  it('do not drift when scores are fractions', async () => {
    const knex = await databases.init(databaseId);
    const member = createMember('search', ['pass']);
    const other = createMember('other', ['pass'], {
      scorecard: { score: 0.1 },
    });
    const { store, fleetStore, update } = await createScorecardStore(knex, [
      member,
      other,
    ]);
    for (let round = 1; round <= 30; round++) {
      await update([{ ...member.scorecard, score: 100 / round }]);
    }
    await store.remove([member.entity.entityRef], { causes: ['entity'] });

    const { groups } = await fleetStore.summarize('level', 2, all, {
      limit: 1,
    });
    expect(groups).toMatchObject([{ entities: 1, score: 0.1 }]);
  });

  it('are exact when several back ends save and remove the same entities at the same time', async () => {
    const knex = await databases.init(databaseId);
    const fleet = createFleet(90);
    const { fleetStore, index } = await createScorecardStore(knex);
    await index.upsert(fleet.map(({ entity }) => entity));
    const refs = fleet.map(({ entity }) => entity.entityRef);

    const work = async (seed: number) => {
      const replica = new ScorecardStore(knex);
      const dice = createDice(seed);
      let kept = 0;
      for (let round = 0; round < 6; round++) {
        const known = await replica.known(refs);
        const changes = shuffled(fleet, dice)
          .filter(() => dice.roll(3) > 0)
          .map(scorecard =>
            toChange(scorecard, {
              revision: known.get(scorecard.entityRef)?.revision,
            }),
          );
        // In any order, and now and then one that others are about to save.
        const saved = await replica.save(
          dice.roll(2) ? changes : changes.reverse(),
        );
        kept += saved.length;
        await replica.remove(refs.filter(() => dice.roll(12) === 0).reverse(), {
          causes: ['entity'],
        });
      }
      return kept;
    };
    const kept = await Promise.all([11, 12, 13, 14].map(work));

    expect(Math.min(...kept)).toBeGreaterThan(0);
    await expectExactSums(fleetStore, knex);
  });

  it('let exactly one of those who save the same scorecard win', async () => {
    const knex = await databases.init(databaseId);
    const member = createMember('search', ['pass', 'fail']);
    const { store, fleetStore, index } = await createScorecardStore(knex);
    await index.upsert([member.entity]);
    const levels = ['none', 'bronze', 'silver', 'gold'];

    for (const revision of [undefined, 1, 2]) {
      const saved = await Promise.all(
        levels.map((level, levelRank) =>
          store.save([
            toChange(
              { ...member.scorecard, level, levelRank, score: levelRank },
              { revision },
            ),
          ]),
        ),
      );
      expect(saved.flat()).toEqual([member.entity.entityRef]);
    }
    await expectExactSums(fleetStore, knex);
    // One transition for each change of the level, and none of those who lost.
    const { items } = await store.transitions(member.entity.entityRef, {
      limit: 10,
    });
    const { level } = (await store.get(member.entity.entityRef))!;
    expect(items[0].to).toBe(level);
    items.slice(1).forEach(({ to }, position) => {
      expect(items[position].from).toBe(to);
    });
  });

  it('keep all or nothing of a save that fails', async () => {
    const knex = await databases.init(databaseId);
    const fleet = createFleet(5);
    const { store, fleetStore, update } = await createScorecardStore(
      knex,
      fleet,
    );
    const [{ entity }] = fleet;
    const before = await store.get(entity.entityRef);

    await expect(
      update([
        ...shuffled(fleet).slice(0, 4),
        { ...fleet[4].scorecard, level: null as unknown as string },
      ]),
    ).rejects.toThrow(/level/);

    await expect(store.get(entity.entityRef)).resolves.toEqual(before);
    await expectExactSums(fleetStore, knex);
  });

  it('take as many statements for a fleet of 500 as for one of five', async () => {
    const statementsOf = async (size: number) => {
      const knex = await databases.init(databaseId);
      const fleet = createFleet(size);
      const { store, fleetStore, index, update, countStatements } =
        await createScorecardStore(knex, [createMember('first', ['pass'])]);
      await index.upsert(fleet.map(({ entity }) => entity));
      const refs = fleet.map(({ entity }) => entity.entityRef);
      const counts: Record<string, number> = {};
      const count = async (name: string, run: () => Promise<unknown>) => {
        counts[name] = await countStatements(run);
      };
      await count('first save', () =>
        store.save(fleet.map(({ scorecard }) => toChange(scorecard))),
      );
      await count('save', () =>
        update(fleet.map(({ scorecard }) => ({ ...scorecard, level: 'x' }))),
      );
      await count('known', () => store.known(refs));
      await count('get', () => store.get(refs[0]));
      await count('transitions', () =>
        store.transitions(refs[0], { limit: 20 }),
      );
      for (const [view, visible] of [
        ['all', all],
        ['some', { all: false as const, entityRefs: refs }],
      ] as const) {
        for (const filter of [{}, { state: 'fail' as const, text: 'e' }]) {
          await count(`list ${Object.keys(filter)} of ${view}`, () =>
            fleetStore.list(filter, { sort: 'score', limit: 2 }, visible),
          );
          await count(`trend ${Object.keys(filter)} of ${view}`, () =>
            fleetStore.trend(filter, visible, {
              first: '2025-12-01',
              today: '2026-01-02',
            }),
          );
        }
        await count(`pattern mix of ${view}`, () =>
          fleetStore.patternMix(visible),
        );
        await count(`check results of ${view}`, () =>
          fleetStore.listCheckResults(
            { checkId: 'check-0', state: 'fail' },
            { limit: 2 },
            visible,
          ),
        );
        for (const groupBy of summaryGroupings) {
          await count(`summary by ${groupBy} of ${view}`, () =>
            fleetStore.summarize(groupBy, 2, visible, { limit: 2 }),
          );
        }
      }
      await count('remove', () => store.remove(refs, { causes: ['entity'] }));
      return counts;
    };

    const counts = await statementsOf(5);
    const ofMany = await statementsOf(500);
    expect(ofMany).toEqual(counts);
    expect(Math.max(...Object.values(ofMany))).toBeLessThanOrEqual(17);
  });
});
