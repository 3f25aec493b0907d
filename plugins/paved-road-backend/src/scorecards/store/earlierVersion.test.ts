import { createScorecardStore } from '../../__testUtils__/createScorecardStore';
import { createMember } from '../../__testUtils__/scorecardFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../../__testUtils__/testDatabases';
import { VisibleEntities } from '../../catalog/types';
import { EvaluatedScorecard } from './ScorecardStore';

const databases = createTestDatabases();
const timeOf = (day: number) => `2026-01-0${day}T08:00:00.000Z`;
const ref = 'component:default/search';
const member = createMember('search', ['pass']);

/** What an earlier version does not know. */
const newColumns = ['complete_revision', 'level_since', 'stale'];

describe.each(testDatabaseIds)(
  'Scorecards that an earlier version writes meanwhile, on %s',
  databaseId => {
    async function setUp() {
      const knex = await databases.init(databaseId);
      const { store, index, update } = await createScorecardStore(knex);
      await index.upsert([member.entity]);
      const evaluate = (day: number, result: Partial<EvaluatedScorecard>) =>
        update([
          {
            ...member.scorecard,
            assessmentStatus: 'approved',
            ...result,
            evaluatedAt: timeOf(day),
          },
        ]);
      return {
        store,
        evaluate,
        async evaluateAsBefore(
          day: number,
          result: Partial<EvaluatedScorecard>,
        ) {
          const [before] = await knex('scorecards').select(newColumns);
          await evaluate(day, result);
          await knex('scorecards').update(
            before ?? { complete_revision: null, level_since: '', stale: null },
          );
        },
        async summary() {
          const { items } = await store.list(
            {},
            { sort: 'since', limit: 1 },
            { all: true },
          );
          const { level, levelSince, stale } = items[0];
          const known = await store.known([ref]);
          const { isComplete } = known.get(ref)!;
          return { level, levelSince, stale, isComplete };
        },
        async staleOf(visible: VisibleEntities) {
          const { totals } = await store.summarize('level', 1, visible, {
            limit: 1,
          });
          return totals.stale;
        },
      };
    }

    it('have a time until they are evaluated again, and then that since when they have their level', async () => {
      const { evaluate, evaluateAsBefore, summary } = await setUp();
      await evaluateAsBefore(1, { level: 'none' });
      await expect(summary()).resolves.toEqual({
        level: 'none',
        levelSince: timeOf(1),
        stale: false,
        isComplete: false,
      });
      await evaluate(2, { level: 'none' });
      await expect(summary()).resolves.toEqual({
        level: 'none',
        levelSince: timeOf(1),
        stale: false,
        isComplete: true,
      });
      await evaluateAsBefore(3, { level: 'bronze', levelRank: 1 });
      await expect(summary()).resolves.toMatchObject({ isComplete: false });
      await evaluate(4, { level: 'bronze', levelRank: 1 });
      await expect(summary()).resolves.toEqual({
        level: 'bronze',
        levelSince: timeOf(3),
        stale: false,
        isComplete: true,
      });
    });

    it('have the level for longer with a history that is brought along', async () => {
      const { store, evaluate, evaluateAsBefore, summary } = await setUp();
      await evaluateAsBefore(2, { level: 'none' });
      await store.importLevels(
        new Map([[ref, [{ level: 'none', at: timeOf(1) }]]]),
        // What is older is not kept.
        new Date(timeOf(2)),
      );
      await evaluate(3, { level: 'none' });
      await expect(summary()).resolves.toMatchObject({
        levelSince: timeOf(1),
        isComplete: true,
      });
    });

    it('are counted as stale once, whoever writes', async () => {
      const { evaluate, evaluateAsBefore, staleOf } = await setUp();
      const counted = async () => [
        await staleOf({ all: true }),
        await staleOf({ all: false, entityRefs: [ref] }),
      ];
      await evaluate(1, { stale: true });
      await expect(counted()).resolves.toEqual([1, 1]);
      await evaluateAsBefore(2, { stale: true, level: 'gold', levelRank: 3 });
      await expect(counted()).resolves.toEqual([1, 1]);
      await evaluate(3, { level: 'gold', levelRank: 3 });
      await expect(counted()).resolves.toEqual([0, 0]);
    });
  },
);
