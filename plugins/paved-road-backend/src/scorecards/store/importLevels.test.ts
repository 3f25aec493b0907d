import { createScorecardStore } from '../../__testUtils__/createScorecardStore';
import {
  createDice,
  createMember,
  FleetMember,
} from '../../__testUtils__/scorecardFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../../__testUtils__/testDatabases';
import { VisibleEntities } from '../../catalog/types';
import { DayOfScorecards } from './fleetQueries';
import { LevelSince } from './StoredScorecard';

const databases = createTestDatabases();
const levels = ['none', 'bronze', 'silver', 'gold'];
const all: VisibleEntities = { all: true };
const longAgo = new Date('2025-01-01T00:00:00.000Z');
const dayOf = (month: string, day: number) =>
  `${month}-${String(day).padStart(2, '0')}`;
const refOf = ({ entity }: FleetMember) => entity.entityRef;

const inOrder = (days: DayOfScorecards[]) =>
  days.map(day => ({
    ...day,
    levelChanges: day.levelChanges.toSorted((a, b) =>
      JSON.stringify(a) < JSON.stringify(b) ? -1 : 1,
    ),
  }));

const atLevel = (member: FleetMember, level: string, at: string) => ({
  ...member.scorecard,
  level,
  levelRank: levels.indexOf(level),
  evaluatedAt: at,
});

describe.each(testDatabaseIds)('Earlier levels on %s', databaseId => {
  async function createFleet(names: string[]) {
    const fleet = names.map(name =>
      createMember(name, ['pass', 'waived'], {
        scorecard: { assessmentStatus: 'approved' },
      }),
    );
    const created = await createScorecardStore(
      await databases.init(databaseId),
      fleet,
    );
    return {
      ...created,
      fleet,
      async chainOf(name: string) {
        const ref = `component:default/${name}`;
        const { items } = await created.store.transitions(ref, { limit: 50 });
        return items
          .reverse()
          .map(({ from, to, at, causes }) => [from, to, at, causes]);
      },
      /** Since when they have their level, by name. */
      async sinces() {
        const { items } = await created.fleetStore.list(
          {},
          { sort: 'name', limit: 50 },
          all,
        );
        return Object.fromEntries(
          items.map(({ title, levelSince }) => [title, levelSince]),
        );
      },
      /** The same for whoever sees all of it, which is counted, and for whoever sees each of it, which are rows. */
      async trends(days: { first: string; today: string }) {
        const entityRefs = fleet.map(refOf);
        const counted = await created.fleetStore.trend({}, all, days);
        const rows = await created.fleetStore.trend(
          {},
          { all: false, entityRefs },
          days,
        );
        return { counted: inOrder(counted), rows: inOrder(rows) };
      },
    };
  }

  it('continue without a gap to the first one of its own, once however often they come', async () => {
    const { store, chainOf, sinces } = await createFleet([
      'changed',
      'same',
      'new',
    ]);
    const at = (day: number) => `${dayOf('2025-12', day)}T08:00:00.000Z`;
    const own = '2026-01-01T00:00:00.000Z';
    const given = new Map<string, LevelSince[]>([
      [
        'component:default/changed',
        [
          { level: 'silver', at: at(20) },
          { level: 'bronze', at: at(10) },
          { level: 'bronze', at: at(11) },
          { level: 'gold', at: '2026-01-02T00:00:00.000Z' },
        ],
      ],
      ['component:default/same', [{ level: 'none', at: at(15) }]],
      ['component:default/gone', [{ level: 'gold', at: at(15) }]],
    ]);
    await expect(store.importLevels(given, longAgo)).resolves.toEqual({
      entityRefs: ['component:default/changed', 'component:default/same'],
      withoutScorecard: 1,
      late: 1,
    });
    const changed = [
      [undefined, 'bronze', at(10), []],
      ['bronze', 'silver', at(20), []],
      ['silver', 'none', own, ['rules']],
    ];
    await expect(chainOf('changed')).resolves.toEqual(changed);
    await expect(chainOf('same')).resolves.toEqual([
      [undefined, 'none', at(15), []],
    ]);
    await expect(chainOf('new')).resolves.toEqual([
      [undefined, 'none', own, []],
    ]);

    const since = { changed: own, same: at(15), new: own };
    await expect(sinces()).resolves.toEqual(since);

    await expect(store.importLevels(given, longAgo)).resolves.toMatchObject({
      entityRefs: [],
    });
    await expect(sinces()).resolves.toEqual(since);
    await expect(chainOf('changed')).resolves.toEqual(changed);

    // Of another source, which knows more.
    const older = new Map([
      ['component:default/changed', [{ level: 'none', at: at(1) }]],
      ['component:default/same', [{ level: 'none', at: at(2) }]],
      [
        'component:default/new',
        [{ level: 'none', at: '2025-12-03T08:30:00+01:00' }],
      ],
    ]);
    await store.importLevels(older, longAgo);
    await expect(sinces()).resolves.toEqual({
      changed: own,
      same: at(2),
      new: '2025-12-03T07:30:00.000Z',
    });
    await expect(chainOf('changed')).resolves.toEqual([
      [undefined, 'none', at(1), []],
      ['none', 'bronze', at(10), ['rules']],
      ...changed.slice(1),
    ]);
  });

  it('are kept for as long as others, and what was before counts only as where they began', async () => {
    const { store, chainOf, sinces, trends } = await createFleet([
      'changed',
      'steady',
      'same',
    ]);
    const at = (day: number) => `${dayOf('2025-12', day)}T08:00:00.000Z`;
    const given = new Map<string, LevelSince[]>([
      [
        'component:default/changed',
        [
          { level: 'bronze', at: at(10) },
          { level: 'silver', at: at(20) },
        ],
      ],
      ['component:default/steady', [{ level: 'gold', at: at(10) }]],
      ['component:default/same', [{ level: 'none', at: at(10) }]],
    ]);
    const keptSince = new Date(at(15));
    await store.importLevels(given, keptSince);
    await store.importLevels(given, keptSince);
    await expect(chainOf('changed')).resolves.toEqual([
      ['bronze', 'silver', at(20), []],
      ['silver', 'none', '2026-01-01T00:00:00.000Z', ['rules']],
    ]);
    await expect(chainOf('steady')).resolves.toEqual([
      ['gold', 'none', '2026-01-01T00:00:00.000Z', ['rules']],
    ]);
    const { counted, rows } = await trends({
      first: dayOf('2025-12', 15),
      today: '2026-01-01',
    });
    expect(counted).toEqual(rows);
    expect(counted[0].levels).toEqual({ bronze: 1, gold: 1, none: 1 });
    expect(counted.at(-1)!.levels).toEqual({ none: 3 });
    // Though it is not in the history that is kept.
    await expect(sinces()).resolves.toMatchObject({ same: at(10) });
  });

  it('make the figures of each day what they were, though two back ends import while services are evaluated', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `service-${index}`);
    const { store, fleet, sinces, trends, update } = await createFleet(names);
    const dice = createDice(7);
    const given = new Map(
      fleet
        .filter(() => dice.roll(5) > 0)
        .map(member => [
          refOf(member),
          Array.from({ length: 1 + dice.roll(6) }, () => ({
            level: dice.oneOf(levels),
            // No two at the same moment.
            at: `${dayOf('2025-12', 1 + dice.roll(31))}T00:00:00.${String(dice.roll(1000)).padStart(3, '0')}Z`,
          })),
        ]),
    );
    const own = new Map(
      fleet.map(member => [
        refOf(member),
        [
          { level: 'none', at: '2026-01-01T00:00:00.000Z' },
          { level: dice.oneOf(levels), at: '2026-01-03T00:00:00.000Z' },
        ],
      ]),
    );
    const evaluate = async () => {
      for (const member of fleet) {
        const { level, at } = own.get(refOf(member))![1];
        await update([atLevel(member, level, at)]);
      }
    };
    const halves = Object.values(
      Object.groupBy(given, ([ref]) => String(ref.length % 2)),
    ).map(half => new Map(half));
    await Promise.all([
      evaluate(),
      store.importLevels(given, longAgo),
      ...halves.map(half => store.importLevels(half, longAgo)),
    ]);

    const { counted, rows } = await trends({
      first: '2025-12-01',
      today: '2026-01-04',
    });
    expect(counted).toEqual(rows);
    expect(counted).toHaveLength(35);
    for (const { date, levels: shown, assessments, waived } of counted) {
      const expected: Record<string, number> = {};
      for (const member of fleet) {
        const known = [
          ...(given.get(refOf(member)) ?? []),
          ...own.get(refOf(member))!,
        ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
        const last = known.findLast(({ at }) => at.slice(0, 10) <= date);
        if (last) {
          expected[last.level] = (expected[last.level] ?? 0) + 1;
        }
      }
      expect([date, shown]).toEqual([date, expected]);
      // Nobody knows whether they had been assessed before.
      const known = date < '2026-01-01' ? 0 : fleet.length;
      expect(assessments.approved ?? 0).toBe(known);
      expect(waived).toBe(known);
    }
    const since = await sinces();
    for (const member of fleet) {
      const known = [
        ...(given.get(refOf(member)) ?? []),
        ...own.get(refOf(member))!,
      ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
      const other = known.findLastIndex(
        ({ level }) => level !== known.at(-1)!.level,
      );
      expect(since[member.entity.title]).toBe(known[other + 1].at);
    }
    // Nothing is left of what was counted before.
    expect(
      counted
        .flatMap(({ levelChanges }) => levelChanges)
        .every(({ count }) => count > 0),
    ).toBe(true);
  });
});
