import { AssessmentStatus } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { createScorecardStore } from '../../__testUtils__/createScorecardStore';
import { matches } from '../../__testUtils__/plainScorecards';
import {
  createDice,
  createFleet,
  createMember,
  createResult,
  createResults,
  FleetMember,
} from '../../__testUtils__/scorecardFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../../__testUtils__/testDatabases';
import { visibleByClass } from '../../__testUtils__/visibleByClass';
import { VisibleEntities } from '../../catalog/types';
import { DayOfScorecards, LevelChanges, ScorecardFilter } from './fleetQueries';

const databases = createTestDatabases();
const all: VisibleEntities = { all: true };
const dayOf = (day: number) => `2026-01-${String(day).padStart(2, '0')}`;
const timeOf = (day: number, hour = 9) =>
  `${dayOf(day)}T${String(hour).padStart(2, '0')}:00:00.000Z`;
const refOf = ({ entity }: FleetMember) => entity.entityRef;

const counted = (items: (string | undefined)[]) =>
  items
    .filter(item => item !== undefined)
    .reduce<Record<string, number>>(
      (counts, item) => ({ ...counts, [item]: (counts[item] ?? 0) + 1 }),
      {},
    );

/** What a day has to say of the members that there were when it ended. */
const figuresOf = (members: FleetMember[]) => ({
  levels: counted(members.map(({ scorecard }) => scorecard.level)),
  assessments: counted(
    members.map(({ scorecard }) => scorecard.assessmentStatus),
  ),
  waived: members.filter(({ scorecard }) => scorecard.counts.waived > 0).length,
  stale: members.filter(({ scorecard }) => scorecard.stale).length,
});

const withoutChanges = (days: DayOfScorecards[]) =>
  days.map(({ levelChanges, ...day }) => day);

const inOrder = (changes: LevelChanges[]) =>
  [...changes].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

describe.each(testDatabaseIds)('A trend on %s', databaseId => {
  /** Twelve days on which services come, change and go, with all of them as they were each evening. */
  async function createHistory() {
    const knex = await databases.init(databaseId);
    const fleet = createFleet(60);
    const created = await createScorecardStore(knex);
    const dice = createDice(5);
    const present = new Map<string, FleetMember>();
    const evenings: FleetMember[][] = [];
    for (let day = 1; day <= 12; day++) {
      const shuffled = createFleet(fleet.length, dice);
      const changed = fleet.flatMap(({ entity }, index): FleetMember[] =>
        dice.roll(4) === 0
          ? [
              {
                entity,
                scorecard: {
                  ...shuffled[index].scorecard,
                  // What scopes are made of stays, as they go by what it is today.
                  ...fleetFactsOf(fleet[index]),
                  evaluatedAt: timeOf(day),
                },
              },
            ]
          : [],
      );
      await created.index.upsert(changed.map(({ entity }) => entity));
      await created.update(changed.map(({ scorecard }) => scorecard));
      changed.forEach(member => present.set(refOf(member), member));
      const gone = [...present.keys()].filter(() => dice.roll(12) === 0);
      await created.store.remove(gone, {
        causes: ['entity'],
        at: new Date(timeOf(day, 21)),
      });
      gone.forEach(ref => present.delete(ref));
      evenings.push([...present.values()]);
    }
    return { ...created, knex, fleet, present, evenings };
  }

  function fleetFactsOf({ entity, scorecard }: FleetMember) {
    const { owner, system, lifecycle, type, entityRef, title, name } = entity;
    const { pattern, stage } = scorecard;
    return {
      ...{ owner, system, lifecycle, type, entityRef, title, name },
      ...{ pattern, stage },
    };
  }

  it('of the whole fleet is what it was on each day, with what is gone since', async () => {
    const { fleetStore, evenings } = await createHistory();
    const days = await fleetStore.trend({}, all, {
      first: '2025-12-01',
      today: dayOf(14),
    });

    expect(withoutChanges(days)).toEqual([
      ...evenings.map((members, index) => ({
        date: dayOf(index + 1),
        ...figuresOf(members),
      })),
      { date: dayOf(13), ...figuresOf(evenings[11]) },
      { date: dayOf(14), ...figuresOf(evenings[11]) },
    ]);

    const apis = ({ entity }: FleetMember) => entity.kind === 'api';
    const ofKind = await fleetStore.trend({ kind: 'API' }, all, {
      first: dayOf(3),
      today: dayOf(12),
    });
    expect(withoutChanges(ofKind)).toEqual(
      evenings.slice(2).map((members, index) => ({
        date: dayOf(index + 3),
        ...figuresOf(members.filter(apis)),
      })),
    );
  });

  it('of a part is what that part was on each day, for whoever sees all of it or some', async () => {
    const { knex, fleetStore, teams, present, evenings, countStatements } =
      await createHistory();
    await teams.upsert(
      [
        { entityRef: 'group:default/commerce' },
        {
          entityRef: 'group:default/search',
          parentRef: 'group:default/commerce',
        },
      ],
      '1',
    );
    const parents = new Map([
      ['group:default/search', 'group:default/commerce'],
    ]);
    const refs = [...present.keys()];
    const most = refs.filter((_, index) => index % 4 < 3);
    const half = refs.filter((_, index) => index % 2 === 0);
    const parts: [
      string[],
      () => VisibleEntities | Promise<VisibleEntities>,
    ][] = [
      [refs, () => all],
      ...[refs, most, half].flatMap((entityRefs): typeof parts => [
        [entityRefs, () => ({ all: false, entityRefs })],
        [entityRefs, () => visibleByClass(knex, entityRefs)],
      ]),
    ];
    const scopes: ScorecardFilter[] = [
      {},
      { entityRef: [...present.keys()][0] },
      { owner: 'group:default/search' },
      { team: 'group:default/commerce' },
      { system: 'system:default/shop' },
      { lifecycle: 'production', type: 'service' },
      { stage: 'mvp' },
      { pattern: 'none' },
      { kind: 'API' },
    ];
    const period = { first: dayOf(1), today: dayOf(12) };
    for (const [seen, see] of parts) {
      const visible = await see();
      for (const scope of scopes) {
        if (visible.all && (Object.keys(scope).length === 0 || scope.kind)) {
          continue;
        }
        const isInScope = (member: FleetMember) =>
          seen.includes(refOf(member)) && matches(member, scope, parents);
        const expected = evenings.map((members, index) => ({
          date: dayOf(index + 1),
          ...figuresOf(members.filter(isInScope)),
        }));
        const days = await fleetStore.trend(scope, visible, period);
        // Days before the first of them was evaluated are left out.
        expect(days.length).toBeGreaterThan(5);
        expect(withoutChanges(days)).toEqual(expected.slice(-days.length));
        expect(
          expected
            .slice(0, -days.length)
            .every(({ levels }) => Object.keys(levels).length === 0),
        ).toBe(true);
        await expect(
          countStatements(() => fleetStore.trend(scope, visible, period)),
        ).resolves.toBe(1);
      }
    }
  });

  it('tells what changed on a day and why, the same for the whole fleet as for all of its parts', async () => {
    const members = ['a', 'b', 'c'].map(name => createMember(name, ['fail']));
    const { fleetStore, update } = await createScorecardStore(
      await databases.init(databaseId),
      members,
    );
    const [a, b, c] = members.map(({ scorecard }) => scorecard);
    const silver = { level: 'silver', levelRank: 2 };
    await update(
      [a, b].map(scorecard => ({
        ...scorecard,
        ...silver,
        evaluatedAt: timeOf(3),
      })),
      ['rules', 'facts'],
    );
    await update([{ ...c, ...silver, evaluatedAt: timeOf(3) }], ['assessment']);
    await update([{ ...a, evaluatedAt: timeOf(3, 23) }], ['time']);

    const entityRefs = members.map(refOf);
    for (const visible of [all, { all: false as const, entityRefs }]) {
      const days = await fleetStore.trend({}, visible, {
        first: dayOf(1),
        today: dayOf(3),
      });
      expect(days.map(({ levels }) => levels)).toEqual([
        { none: 3 },
        { none: 3 },
        { none: 1, silver: 2 },
      ]);
      expect(days[0].levelChanges).toEqual([
        { to: 'none', count: 3, causes: {} },
      ]);
      expect(days[1].levelChanges).toEqual([]);
      expect(inOrder(days[2].levelChanges)).toEqual(
        inOrder([
          {
            from: 'none',
            to: 'silver',
            count: 3,
            causes: { assessment: 1, facts: 2, rules: 2 },
          },
          { from: 'silver', to: 'none', count: 1, causes: { time: 1 } },
        ]),
      );
    }
  });

  it('counts as of today what a clock that is ahead has dated tomorrow', async () => {
    const member = createMember('search', ['pass']);
    const { fleetStore, update } = await createScorecardStore(
      await databases.init(databaseId),
      [member],
    );
    const assessmentStatus: AssessmentStatus = 'approved';
    await update([
      {
        ...member.scorecard,
        ...createResults([createResult('check-0', 'waived')]),
        assessmentStatus,
        stale: true,
        evaluatedAt: timeOf(4, 0),
      },
    ]);
    for (const scope of [{}, { entityRef: refOf(member) }]) {
      await expect(
        fleetStore.trend(scope, all, { first: dayOf(2), today: dayOf(3) }),
      ).resolves.toEqual([
        {
          date: dayOf(2),
          levels: { none: 1 },
          assessments: {},
          waived: 0,
          stale: 0,
          levelChanges: [],
        },
        {
          date: dayOf(3),
          levels: { none: 1 },
          assessments: { approved: 1 },
          waived: 1,
          stale: 1,
          levelChanges: [],
        },
      ]);
    }
  });

  it('is empty of nothing, and stands where the reason is no longer kept', async () => {
    const member = createMember('search', ['pass']);
    const { store, fleetStore } = await createScorecardStore(
      await databases.init(databaseId),
      [member],
    );
    const period = { first: dayOf(1), today: dayOf(3) };
    await expect(
      fleetStore.trend({ owner: 'group:default/nobody' }, all, period),
    ).resolves.toEqual([]);
    await expect(
      fleetStore.trend({}, { all: false, entityRefs: [] }, period),
    ).resolves.toEqual([]);

    await store.purgeTransitions(new Date(timeOf(2)));
    for (const scope of [{}, { entityRef: refOf(member) }]) {
      const days = await fleetStore.trend(scope, all, {
        first: dayOf(2),
        today: dayOf(3),
      });
      expect(days.map(({ levels }) => levels)).toEqual([
        { none: 1 },
        { none: 1 },
      ]);
    }
  });

  it('of one entity is in its list: the level when the last days began, and its changes', async () => {
    const names = ['new', 'steady', 'busy', 'back'];
    const members = names.map(name => createMember(name, ['pass']));
    let now = DateTime.fromISO(timeOf(1), { zone: 'utc' });
    const { store, fleetStore, index, update, countStatements } =
      await createScorecardStore(
        await databases.init(databaseId),
        members.slice(1),
        () => now,
      );
    const levels = ['none', 'bronze', 'silver', 'gold'];
    const at = (days: number, hours = 0) =>
      DateTime.fromISO(timeOf(1), { zone: 'utc' })
        .plus({ days, hours })
        .toISO()!;
    const toLevel = (name: string, rank: number, evaluatedAt: string) =>
      update([
        {
          ...createMember(name, ['pass']).scorecard,
          level: levels[rank],
          levelRank: rank,
          evaluatedAt,
        },
      ]);
    await toLevel('steady', 1, at(2));
    await toLevel('busy', 1, at(3));
    for (let change = 0; change < 13; change++) {
      await toLevel('busy', 2 + (change % 2), at(80, change));
    }
    await toLevel('back', 2, at(81));
    await store.remove(['component:default/back'], {
      causes: ['entity'],
      at: new Date(at(82)),
    });
    await toLevel('back', 1, at(83));
    await toLevel('back', 2, at(84));
    await index.upsert([members[0].entity]);
    await toLevel('new', 3, at(85));
    now = DateTime.fromISO(at(90), { zone: 'utc' });

    const list = () => fleetStore.list({}, { sort: '-name', limit: 10 }, all);
    const { items } = await list();
    expect(items.map(({ levelSince }) => levelSince)).toEqual([
      at(2),
      at(85),
      // Where it came to silver first on that day; gold was in between only.
      at(80),
      at(84),
    ]);
    expect(items.map(({ levelHistory }) => levelHistory)).toEqual([
      [{ level: 'bronze', at: at(60) }],
      [{ level: 'gold', at: at(85) }],
      // What it was before the last ten changes, and these.
      Array.from({ length: 11 }, (_, place) => ({
        level: levels[2 + (place % 2)],
        at: at(80, place + 2),
      })),
      [
        { level: 'bronze', at: at(83) },
        { level: 'silver', at: at(84) },
      ],
    ]);
    await expect(countStatements(list)).resolves.toBe(6);
  });
});
