import { SummaryGrouping } from '@paved-road/plugin-paved-road-common';
import { summaryGroupings } from '@paved-road/plugin-paved-road-common/rules';
import { createScorecardStore } from '../../__testUtils__/createScorecardStore';
import { groupsOf, teamGroupsOf } from '../../__testUtils__/plainScorecards';
import {
  createFleet,
  createMember,
  FleetMember,
} from '../../__testUtils__/scorecardFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../../__testUtils__/testDatabases';
import { Team } from '../../catalog/TeamStore';
import { VisibleEntities } from '../../catalog/types';
import { GroupPage, ScorecardGroup, ScorecardTotals } from './fleetQueries';
import { FleetStore } from './FleetStore';

const databases = createTestDatabases();
const all: VisibleEntities = { all: true };
const target = 2;

/** Only these entities, whether or not they are all, and only these groups. */
function only(fleet: FleetMember[], groups: Team[] = []): VisibleEntities {
  return {
    all: false,
    entityRefs: [...fleet.map(({ entity }) => entity), ...groups].map(
      ({ entityRef }) => entityRef,
    ),
  };
}

/** Means of fractions depend on the order in which they are added. */
const nearly = (groups: ScorecardGroup[]) =>
  groups.map(group => ({ ...group, score: expect.closeTo(group.score) }));

/** What has no owner, system or pattern comes first, as an empty key does; having no level is a key. */
const inKeyOrder = (groups: ScorecardGroup[], groupBy: SummaryGrouping) =>
  groupBy === 'level'
    ? groups
    : [
        ...groups.filter(({ key }) => key === 'none'),
        ...groups.filter(({ key }) => key !== 'none'),
      ];

function totalsOf(fleet: FleetMember[]): ScorecardTotals {
  const count = (isCounted: (member: FleetMember['scorecard']) => boolean) =>
    fleet.filter(({ scorecard }) => isCounted(scorecard)).length;
  return {
    entities: fleet.length,
    assessable: fleet.filter(({ entity }) => entity.kind === 'component')
      .length,
    assessed: count(({ assessmentStatus }) =>
      ['submitted', 'approved'].includes(assessmentStatus ?? ''),
    ),
    approved: count(({ assessmentStatus }) => assessmentStatus === 'approved'),
    submitted: count(
      ({ assessmentStatus }) => assessmentStatus === 'submitted',
    ),
    onTheRoad: count(({ levelRank }) => levelRank >= target),
    waived: count(({ counts }) => counts.waived > 0),
    stale: count(({ stale }) => stale),
  };
}

const flat = summaryGroupings.filter(groupBy => groupBy !== 'team');

/*
 * company
 *   commerce: search, ledger (which has nothing but its own)
 *   platform
 * elsewhere, below a group that is not known: user ada is no group
 */
const organisation: Team[] = [
  { entityRef: 'group:default/company' },
  {
    entityRef: 'group:default/commerce',
    parentRef: 'group:default/company',
  },
  { entityRef: 'group:default/platform', parentRef: 'group:default/company' },
  {
    entityRef: 'group:default/search',
    parentRef: 'group:default/commerce',
  },
  {
    entityRef: 'group:default/ledger',
    parentRef: 'group:default/commerce',
  },
  {
    entityRef: 'group:default/elsewhere',
    parentRef: 'group:default/unknown',
  },
];

const ownedBy = (owners: string[]): FleetMember[] =>
  owners.map((owner, index) =>
    createMember(`service-${index}`, ['pass', 'fail'], {
      entity: { owner: `group:default/${owner}` },
      scorecard: { score: index * 10 },
    }),
  );

describe.each(testDatabaseIds)('A summary on %s', databaseId => {
  async function createStore(fleet: FleetMember[], teams: Team[] = []) {
    const created = await createScorecardStore(
      await databases.init(databaseId),
      fleet,
    );
    await created.teams.upsert(teams, '1');
    return created;
  }

  async function readAll(
    fleetStore: FleetStore,
    groupBy: SummaryGrouping,
    visible: VisibleEntities,
    page: GroupPage,
  ): Promise<ScorecardGroup[]> {
    const found: ScorecardGroup[] = [];
    let cursor: string | undefined;
    do {
      const { groups, nextCursor } = await fleetStore.summarize(
        groupBy,
        target,
        visible,
        { ...page, cursor },
      );
      expect(groups.length).toBeLessThanOrEqual(page.limit);
      found.push(...groups);
      cursor = nextCursor;
    } while (cursor);
    return found;
  }

  it.each(flat)(
    'by %s is as it would be of a plain list, for whoever sees all or a part',
    async groupBy => {
      const fleet = createFleet(240);
      const part = fleet.filter((_, index) => index % 3 === 0);
      const { fleetStore } = await createStore(fleet);
      const views: [VisibleEntities, FleetMember[]][] = [
        [all, fleet],
        [only(fleet), fleet],
        [only(part), part],
      ];
      for (const [visible, seen] of views) {
        await expect(
          fleetStore.summarize(groupBy, target, visible, { limit: 200 }),
        ).resolves.toEqual({
          totals: totalsOf(seen),
          groups: nearly(inKeyOrder(groupsOf(seen, groupBy), groupBy)),
        });
      }
    },
  );

  it.each(summaryGroupings)('by %s is empty of nothing', async groupBy => {
    const { store, fleetStore } = await createStore(
      createFleet(3),
      organisation,
    );
    const nothing = { totals: totalsOf([]), groups: [] };
    await expect(
      fleetStore.summarize(groupBy, target, only([]), { limit: 10 }),
    ).resolves.toEqual(nothing);
    await store.remove(
      [0, 1, 2].map(i => `component:default/service-${i}`),
      { causes: ['entity'] },
    );
    await expect(
      fleetStore.summarize(groupBy, target, all, { limit: 10 }),
    ).resolves.toEqual(nothing);
  });

  it.each([undefined, 'group:default/company', 'group:default/commerce'])(
    'by team below %s adds up along the hierarchy',
    async parent => {
      const fleet = createFleet(120).concat(
        ['company', 'platform', 'elsewhere'].flatMap(team =>
          [1, 2].map(number =>
            createMember(`${team}-${number}`, ['fail', 'pass'], {
              entity: { owner: `group:default/${team}` },
              scorecard: { score: 10 * number },
            }),
          ),
        ),
      );
      const part = fleet.filter((_, index) => index % 2 === 0);
      const { fleetStore } = await createStore(fleet, organisation);
      const views: [VisibleEntities, FleetMember[]][] = [
        [all, fleet],
        [only(fleet, organisation), fleet],
        [only(part, organisation), part],
      ];
      for (const [visible, seen] of views) {
        const expected = nearly(teamGroupsOf(seen, organisation, parent));
        expect(expected.length).toBeGreaterThan(1);
        await expect(
          readAll(fleetStore, 'team', visible, { limit: 200, parent }),
        ).resolves.toEqual(expected);
        await expect(
          readAll(fleetStore, 'team', visible, { limit: 1, parent }),
        ).resolves.toEqual(expected);
      }
    },
  );

  it('by team has no groups that nobody could open', async () => {
    const { fleetStore } = await createStore(ownedBy(['search']), organisation);
    const below = async (parent?: string) =>
      (
        await fleetStore.summarize('team', target, all, { limit: 10, parent })
      ).groups.map(({ key, hasChildren }) => [key, hasChildren]);

    expect(await below()).toEqual([['group:default/company', true]]);
    expect(await below('group:default/company')).toEqual([
      ['group:default/commerce', true],
    ]);
    expect(await below('group:default/commerce')).toEqual([
      ['group:default/search', false],
    ]);
    expect(await below('group:default/search')).toEqual([]);
    expect(await below('group:default/nobody')).toEqual([]);
  });

  it('by team ends where groups are above each other, and counts nothing twice', async () => {
    const group = (name: string, parent?: string) => ({
      entityRef: `group:default/${name}`,
      parentRef: parent && `group:default/${parent}`,
    });
    const { fleetStore } = await createStore(
      ownedBy(['a', 'b', 'c', 'self', 'd']),
      [
        group('a', 'c'),
        group('b', 'a'),
        group('c', 'b'),
        group('self', 'self'),
        group('d', 'self'),
      ],
    );
    const below = async (parent?: string) =>
      (
        await fleetStore.summarize('team', target, all, {
          limit: 10,
          parent: parent && `group:default/${parent}`,
        })
      ).groups.map(({ key, entities }) => [
        key.replace('group:default/', ''),
        entities,
      ]);

    expect(await below()).toEqual([['self', 2]]);
    expect(await below('self')).toEqual([['d', 1]]);
    expect(await below('a')).toEqual([['b', 2]]);
    expect(await below('b')).toEqual([['c', 2]]);
  });

  it.each(['owner', 'system'] as const)(
    'by %s comes in pages in the order of keys',
    async groupBy => {
      const fleet = createFleet(60);
      const { fleetStore } = await createStore(fleet);
      for (const visible of [all, only(fleet)]) {
        await expect(
          readAll(fleetStore, groupBy, visible, { limit: 1 }),
        ).resolves.toEqual(
          nearly(inKeyOrder(groupsOf(fleet, groupBy), groupBy)),
        );
      }
    },
  );

  it('refuses a cursor that it did not give', async () => {
    const { fleetStore } = await createStore(createFleet(30));
    const { nextCursor } = await fleetStore.summarize('owner', target, all, {
      limit: 1,
    });
    await expect(
      fleetStore.summarize('system', target, all, {
        limit: 1,
        cursor: nextCursor,
      }),
    ).rejects.toThrow(
      'cursor: it continues a summary by owner, not by system; start again without a cursor',
    );
    for (const cursor of [
      'nonsense',
      Buffer.from('{"groupBy":"owner","after":1}').toString('base64url'),
      Buffer.from('{"groupBy":"owner","after":"\\u0000"}').toString(
        'base64url',
      ),
    ]) {
      await expect(
        fleetStore.summarize('owner', target, all, { limit: 1, cursor }),
      ).rejects.toThrow('cursor: not a cursor of this list');
    }
  });
});
