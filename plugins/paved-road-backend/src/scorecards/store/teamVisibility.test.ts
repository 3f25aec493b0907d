import { createScorecardStore } from '../../__testUtils__/createScorecardStore';
import { teamGroupsOf, teamPathOf } from '../../__testUtils__/plainScorecards';
import {
  createDice,
  createMember,
  FleetMember,
} from '../../__testUtils__/scorecardFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../../__testUtils__/testDatabases';
import { Team } from '../../catalog/TeamStore';
import { visibleByClass } from '../../__testUtils__/visibleByClass';
import { VisibleEntities } from '../../catalog/types';
import { ScorecardGroup } from './fleetQueries';

const databases = createTestDatabases();
const target = 2;
const page = { limit: 200 };

const ref = (name: string) => `group:default/${name}`;
const group = (name: string, parent?: string): Team => ({
  entityRef: ref(name),
  parentRef: parent && ref(parent),
});

/** A service of each of these groups. */
const ownedBy = (...owners: string[]): FleetMember[] =>
  owners.map((owner, index) =>
    createMember(`service-${index}`, ['pass', 'fail', 'unknown'], {
      entity: { owner: ref(owner) },
      scorecard: { score: 10 * (index % 11) },
    }),
  );

const seeing = (fleet: FleetMember[], groupRefs: string[] = []) => ({
  all: false as const,
  entityRefs: [...fleet.map(({ entity }) => entity.entityRef), ...groupRefs],
});

/** Means of fractions depend on the order in which they are added. */
const nearly = (groups: ScorecardGroup[]) =>
  groups.map(each => ({ ...each, score: expect.closeTo(each.score) }));

describe.each(testDatabaseIds)('Groups that may not be seen, on %s', id => {
  async function setUp(fleet: FleetMember[], teams: Team[]) {
    const created = await createScorecardStore(await databases.init(id), fleet);
    await created.teams.upsert(teams, '1');
    return {
      ...created,
      /** Names, figures and whether there is something below them. */
      async below(visible: VisibleEntities, parent?: string) {
        const { groups } = await created.fleetStore.summarize(
          'team',
          target,
          visible,
          { ...page, parent: parent && ref(parent) },
        );
        return groups.map(({ key, entities, hasChildren }) => [
          key.replace(ref(''), ''),
          entities,
          hasChildren,
        ]);
      },
    };
  }

  it('are passed over: what is below stands in their place, what they own counts above', async () => {
    const fleet = ownedBy('company', 'board', 'board', 'commerce', 'search');
    const { fleetStore, below } = await setUp(fleet, [
      group('company'),
      group('board', 'company'),
      group('commerce', 'board'),
      group('search', 'commerce'),
    ]);
    const all: VisibleEntities = { all: true };
    const part = seeing(fleet, [
      ref('company'),
      ref('commerce'),
      ref('search'),
    ]);

    expect(await below(all, 'company')).toEqual([['board', 4, true]]);
    expect(await below(part)).toEqual([['company', 5, true]]);
    expect(await below(part, 'company')).toEqual([['commerce', 2, true]]);
    expect(await below(part, 'board')).toEqual([]);
    expect(await below(part, 'commerce')).toEqual([['search', 1, false]]);
    // What has nothing below it but groups that may not be seen cannot be opened.
    const least = seeing(fleet, [ref('company')]);
    expect(await below(least)).toEqual([['company', 5, false]]);
    // At the top, nobody counts what they own.
    const low = seeing(fleet, [ref('commerce')]);
    expect(await below(low)).toEqual([['commerce', 2, false]]);
    expect(await below(seeing(fleet))).toEqual([]);

    const pathOf = async (visible: VisibleEntities, parent: string) =>
      (
        await fleetStore.summarize('team', target, visible, {
          ...page,
          parent: ref(parent),
        })
      ).path;
    expect(await pathOf(all, 'search')).toEqual(
      ['company', 'board', 'commerce', 'search'].map(ref),
    );
    expect(await pathOf(part, 'search')).toEqual(
      ['company', 'commerce', 'search'].map(ref),
    );
    expect(await pathOf(part, 'board')).toEqual([]);
    expect(await pathOf(all, 'nobody')).toEqual([]);
  });

  it('do not trap anybody where groups are above each other', async () => {
    const fleet = ownedBy('a', 'b', 'c');
    const { fleetStore, below } = await setUp(fleet, [
      group('a', 'c'),
      group('b', 'a'),
      group('c', 'b'),
    ]);
    const part = seeing(fleet, [ref('a'), ref('c')]);
    expect(await below(part)).toEqual([]);
    expect(await below(part, 'a')).toEqual([['c', 1, false]]);
    expect(await below(part, 'c')).toEqual([['a', 2, false]]);
    expect(
      (
        await fleetStore.summarize('team', target, part, {
          ...page,
          parent: ref('a'),
        })
      ).path,
    ).toEqual(['c', 'a'].map(ref));
  });

  it('are as if their groups and figures were moved up, whatever the organisation', async () => {
    const { roll } = createDice(7);
    const names = Array.from({ length: 40 }, (_, index) => `g${index}`);
    // Each of them is below an earlier one, or at the top.
    const organisation = names.map((name, index) =>
      group(name, names[roll(index + 1) - 1]),
    );
    const fleet = ownedBy(
      ...Array.from({ length: 90 }, () => names[roll(names.length)]),
    );
    const part = fleet.filter((_, index) => index % 3 > 0);
    const { fleetStore, knex } = await setUp(fleet, organisation);
    const hidden = new Set(names.filter(() => roll(3) === 0).map(ref));
    const isSeen = (team: string) => !hidden.has(team);
    const { entityRefs } = seeing(part, names.map(ref).filter(isSeen));
    const visible = await visibleByClass(knex, entityRefs);

    for (const parent of [undefined, ...names.map(ref)]) {
      const isKnown = parent === undefined || isSeen(parent);
      const { groups, path } = await fleetStore.summarize(
        'team',
        target,
        visible,
        {
          ...page,
          parent,
        },
      );
      expect(groups).toEqual(
        isKnown ? nearly(teamGroupsOf(part, organisation, parent, isSeen)) : [],
      );
      expect(path).toEqual(
        parent && (isKnown ? teamPathOf(organisation, parent, isSeen) : []),
      );
    }
  });

  it('cost nothing to those who see all of them', async () => {
    const fleet = ownedBy('company', 'search');
    const { fleetStore, countStatements } = await setUp(fleet, [
      group('company'),
      group('search', 'company'),
    ]);
    const statements = (visible: VisibleEntities) =>
      countStatements(() =>
        fleetStore.summarize('team', target, visible, page),
      );
    const byOwner = await countStatements(() =>
      fleetStore.summarize('owner', target, { all: true }, page),
    );
    expect(await statements({ all: true })).toBe(byOwner);
  });
});
