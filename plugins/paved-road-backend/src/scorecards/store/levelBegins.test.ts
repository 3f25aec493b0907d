import { createScorecardStore } from '../../__testUtils__/createScorecardStore';
import { createMember } from '../../__testUtils__/scorecardFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../../__testUtils__/testDatabases';

const databases = createTestDatabases();
const levels = ['none', 'bronze', 'silver'];
const atMorning = '2026-01-03T08:00:00.000Z';
const atNoon = '2026-01-03T12:00:00.000Z';
const atNight = '2026-01-03T23:59:59.000Z';
const nextDay = '2026-01-04T00:00:01.000Z';
const dayAfter = '2026-01-05T09:00:00.000Z';
const first = '2026-01-01T00:00:00.000Z';

describe.each(testDatabaseIds)(
  'Since when a service has its level, on %s',
  databaseId => {
    const { entity, scorecard } = createMember('search', ['pass']);

    async function createStore() {
      const { store, fleetStore, update } = await createScorecardStore(
        await databases.init(databaseId),
        [{ entity, scorecard }],
      );
      return {
        store,
        evaluate: (level: string, evaluatedAt: string) =>
          update([
            {
              ...scorecard,
              level,
              levelRank: levels.indexOf(level),
              evaluatedAt,
            },
          ]),
        async since() {
          const { items } = await fleetStore.list(
            {},
            { sort: 'name', limit: 1 },
            { all: true },
          );
          return items[0].levelSince;
        },
      };
    }

    it.each([
      {
        title: 'is not changed by another level for a part of a day',
        history: [
          ['bronze', atMorning],
          ['none', atNight],
        ],
        since: first,
      },
      {
        title: 'nor by several of them, on several days',
        history: [
          ['bronze', atMorning],
          ['silver', atNoon],
          ['none', atNight],
          ['silver', nextDay],
          ['none', '2026-01-04T10:00:00.000Z'],
        ],
        since: first,
      },
      {
        title: 'is when it came to it first on the day on which it kept it',
        history: [
          ['bronze', atMorning],
          ['silver', atNoon],
          ['bronze', atNight],
        ],
        since: atMorning,
      },
      {
        title: 'begins anew after another level when a day ended',
        history: [
          ['bronze', atNight],
          ['none', nextDay],
        ],
        since: nextDay,
      },
      {
        title: 'is of the last level, whatever there was on its day',
        history: [
          ['silver', atMorning],
          ['none', atNoon],
          ['bronze', dayAfter],
        ],
        since: dayAfter,
      },
      {
        title: 'stays while evaluations find the same level',
        history: [
          ['bronze', atMorning],
          ['bronze', nextDay],
          ['bronze', dayAfter],
        ],
        since: atMorning,
      },
    ])('$title', async ({ history, since }) => {
      const fleet = await createStore();
      for (const [level, at] of history) {
        await fleet.evaluate(level, at);
      }
      await expect(fleet.since()).resolves.toBe(since);
    });

    it('is not changed either where it was brought along for the time before the first evaluation', async () => {
      const levelsBefore = new Map([
        [
          entity.entityRef,
          [
            { level: 'silver', at: '2025-11-01T08:00:00.000Z' },
            { level: 'bronze', at: '2025-12-01T08:00:00.000Z' },
          ],
        ],
      ]);
      const longAgo = new Date('2025-01-01');
      // The first evaluation came to no level, and the next one, on the same day, to the one from before.
      const regained = '2026-01-01T00:02:00.000Z';

      const late = await createStore();
      await late.evaluate('bronze', regained);
      await late.store.importLevels(levelsBefore, longAgo);
      await expect(late.since()).resolves.toBe('2025-12-01T08:00:00.000Z');

      const early = await createStore();
      await early.store.importLevels(levelsBefore, longAgo);
      await early.evaluate('bronze', regained);
      await expect(early.since()).resolves.toBe('2025-12-01T08:00:00.000Z');
    });

    it('begins anew with a service that was gone', async () => {
      const fleet = await createStore();
      await fleet.store.remove([entity.entityRef], {
        causes: ['entity'],
        at: new Date(atMorning),
      });
      await fleet.evaluate('none', atNoon);
      await fleet.evaluate('bronze', atNight);
      await fleet.evaluate('none', '2026-01-03T23:59:59.500Z');
      await expect(fleet.since()).resolves.toBe(atNoon);
    });
  },
);
