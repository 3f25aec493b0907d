import { ScorecardQuery } from '@paved-road/plugin-paved-road-common';
import { scorecardSorts } from '@paved-road/plugin-paved-road-common/rules';
import { scorecardQuerySchema } from '@paved-road/plugin-paved-road-common/schemas';
import { createScorecardStore } from '../../__testUtils__/createScorecardStore';
import { inOrder, matches } from '../../__testUtils__/plainScorecards';
import {
  createFleet,
  createMember,
  FleetMember,
} from '../../__testUtils__/scorecardFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../../__testUtils__/testDatabases';
import { visibleByClass } from '../../__testUtils__/visibleByClass';
import { Team } from '../../catalog/TeamStore';
import { VisibleEntities } from '../../catalog/types';
import { Goal, ScorecardFilter } from './fleetQueries';
import { FleetStore } from './FleetStore';

const databases = createTestDatabases();
const all: VisibleEntities = { all: true };
const organisation: Team[] = [
  { entityRef: 'group:default/commerce' },
  { entityRef: 'group:default/search', parentRef: 'group:default/commerce' },
  { entityRef: 'group:default/ledger', parentRef: 'group:default/commerce' },
];
const parents = new Map(
  organisation.map(({ entityRef, parentRef }) => [entityRef, parentRef]),
);
const refsOf = (fleet: FleetMember[]) =>
  fleet.map(({ entity }) => entity.entityRef);

async function readAll(
  fleetStore: FleetStore,
  filter: ScorecardFilter,
  sort: ScorecardQuery['sort'],
  limit: number,
  visible: VisibleEntities = all,
) {
  const entityRefs: string[] = [];
  let cursor: string | undefined;
  let totalItems: number;
  do {
    const page = await fleetStore.list(
      filter,
      { sort, limit, cursor },
      visible,
    );
    expect(page.items.length).toBeLessThanOrEqual(limit);
    entityRefs.push(...page.items.map(({ entityRef }) => entityRef));
    cursor = page.nextCursor;
    totalItems = page.totalItems;
  } while (cursor);
  return { entityRefs, totalItems };
}

describe.each(testDatabaseIds)('A list of scorecards on %s', databaseId => {
  async function createStore(fleet: FleetMember[] = []) {
    return await createScorecardStore(await databases.init(databaseId), fleet);
  }

  it('shows titles, catalog facts and the first five failing checks', async () => {
    const member = createMember(
      'search',
      ['pass', 'fail', 'fail', 'waived', 'fail', 'fail', 'fail', 'fail'],
      {
        entity: {
          title: 'Search',
          owner: 'group:default/search',
          system: 'system:default/shop',
        },
        scorecard: {
          pattern: 'hybrid',
          assessmentStatus: 'approved',
          stale: true,
          level: 'bronze',
          levelRank: 1,
          score: 50,
        },
      },
    );
    const bare = createMember('zoning', ['pass']);
    const { fleetStore } = await createStore([member, bare]);

    const { items } = await fleetStore.list(
      {},
      { sort: 'name', limit: 100 },
      all,
    );
    expect(items).toEqual([
      {
        entityRef: 'component:default/search',
        title: 'Search',
        owner: 'group:default/search',
        system: 'system:default/shop',
        pattern: 'hybrid',
        assessmentStatus: 'approved',
        stale: true,
        level: 'bronze',
        levelSince: member.scorecard.evaluatedAt,
        score: 50,
        counts: member.scorecard.counts,
        levelHistory: [{ level: 'bronze', at: member.scorecard.evaluatedAt }],
        failing: ['check-1', 'check-2', 'check-4', 'check-5', 'check-6'],
        evaluatedAt: member.scorecard.evaluatedAt,
      },
      {
        entityRef: 'component:default/zoning',
        title: 'zoning',
        stale: false,
        level: 'none',
        levelSince: bare.scorecard.evaluatedAt,
        score: 0,
        counts: bare.scorecard.counts,
        levelHistory: [{ level: 'none', at: bare.scorecard.evaluatedAt }],
        failing: [],
        evaluatedAt: bare.scorecard.evaluatedAt,
      },
    ]);
  });

  it('names failing checks in the order of the scorecard, not in that in which they became known', async () => {
    const member = createMember('search', ['fail', 'fail', 'fail']);
    const { fleetStore, update } = await createStore([member]);
    const { results } = member.scorecard;

    await update([{ ...member.scorecard, results: [...results].reverse() }]);

    const { items } = await fleetStore.list(
      {},
      { sort: 'name', limit: 1 },
      all,
    );
    expect(items[0].failing).toEqual(['check-2', 'check-1', 'check-0']);
  });

  it('is filtered, sorted and paged as a plain list would be', async () => {
    const fleet = createFleet(240);
    const { fleetStore, teams } = await createStore(fleet);
    await teams.upsert(organisation, '1');
    const filters: ScorecardFilter[] = [
      {},
      { level: 'none' },
      { level: 'silver', pattern: 'serverless' },
      { owner: 'group:default/search' },
      { owner: 'group:default/nobody' },
      { system: 'system:ai/models', pattern: 'none' },
      { entityRefs: fleet.slice(3, 9).map(({ entity }) => entity.entityRef) },
      { entityRefs: ['component:default/nobody'] },
      { track: 'delivery' },
      { track: 'delivery', state: 'fail' },
      { track: 'no-such-track' },
      { check: 'check-1', track: 'delivery', state: 'fail' },
      { check: 'check-5' },
      { check: 'check-unknown' },
      { check: 'check-unknown', state: 'fail' },
      { state: 'waived' },
      { check: 'check-1', state: 'fail', owner: 'user:default/ada' },
      { text: 'SEARCH' },
      { text: 'ÜBERSETZER' },
      { text: '%_' },
      { text: '!' },
      { text: 'service_1' },
      { text: 'service-1', level: 'gold' },
      { text: '\\' },
      { entityRef: 'component:default/service-7' },
      { belowRank: 2 },
      { stage: 'mvp' },
      { stage: 'none', pattern: 'microservices' },
      { lifecycle: 'production', type: 'ai-service' },
      { lifecycle: 'none' },
      { assessment: 'submitted' },
      { assessment: 'none' },
      { kind: 'API' },
      { kind: 'component', lifecycle: 'production' },
      { stale: true },
      { stale: false, assessment: 'approved' },
      { lift: 'check-0' },
      { lift: 'check-unknown' },
      { team: 'group:default/commerce' },
      { team: 'group:default/search', belowRank: 3 },
      { team: 'group:default/ledger' },
      { team: 'group:default/nobody' },
    ];
    for (const [place, filter] of filters.entries()) {
      const matching = fleet.filter(member => matches(member, filter, parents));
      await expect(
        fleetStore.progress([{ scope: filter, targetRank: 0 }], all),
      ).resolves.toEqual([
        { total: matching.length, reached: matching.length },
      ]);
      // Each order with some filters, and all of them without one.
      const sorts = scorecardSorts.filter(
        (_, index) => place === 0 || (place + index) % 4 === 0,
      );
      for (const sort of sorts) {
        await expect(readAll(fleetStore, filter, sort, 87)).resolves.toEqual({
          entityRefs: refsOf(inOrder(matching, sort)),
          totalItems: matching.length,
        });
      }
    }
  });

  it('of a team ends where groups are above each other', async () => {
    const { fleetStore, teams } = await createStore(
      ['a', 'b', 'other'].map(owner =>
        createMember(owner, ['pass'], {
          entity: { owner: `group:x/${owner}` },
        }),
      ),
    );
    await teams.upsert(
      [
        { entityRef: 'group:x/a', parentRef: 'group:x/b' },
        { entityRef: 'group:x/b', parentRef: 'group:x/a' },
      ],
      '1',
    );
    await expect(
      fleetStore.progress(
        [{ scope: { team: 'group:x/a' }, targetRank: 0 }],
        all,
      ),
    ).resolves.toEqual([{ total: 2, reached: 2 }]);
  });

  it('counts what is in scope of goals and has reached them, in one statement', async () => {
    const fleet = createFleet(90);
    const { fleetStore, countStatements } = await createStore(fleet);
    const part = fleet.filter((_, index) => index % 3 > 0);
    const goals: Goal[] = [
      { scope: {}, targetRank: 2 },
      { scope: { lifecycle: 'production' }, targetRank: 3 },
      { scope: { owner: 'group:default/nobody' }, targetRank: 1 },
      { scope: { pattern: 'monolith', type: 'service' }, targetRank: 1 },
    ];
    const views: [VisibleEntities, FleetMember[]][] = [
      [all, fleet],
      [{ all: false, entityRefs: refsOf(part) }, part],
      [{ all: false, entityRefs: [] }, []],
    ];
    for (const [visible, seen] of views) {
      await expect(fleetStore.progress(goals, visible)).resolves.toEqual(
        goals.map(({ scope, targetRank }) => {
          const inScope = seen.filter(member => matches(member, scope));
          return {
            total: inScope.length,
            reached: inScope.filter(
              ({ scorecard }) => scorecard.levelRank >= targetRank,
            ).length,
          };
        }),
      );
      await expect(
        countStatements(() => fleetStore.progress(goals, visible)),
      ).resolves.toBe(1);
    }
    await expect(fleetStore.progress([], all)).resolves.toEqual([]);
  });

  it('counts by stored sums what rows would count, for whoever sees all or a part', async () => {
    const fleet = createFleet(200);
    const { knex, fleetStore, teams } = await createStore(fleet);
    await teams.upsert(organisation, '1');
    const scopes: ScorecardFilter[] = [
      {},
      { kind: 'API' },
      { level: 'silver' },
      { belowRank: 2 },
      { owner: 'group:default/search', belowRank: 3 },
      { owners: ['group:default/search', 'group:default/ledger'] },
      { team: 'group:default/commerce' },
      { system: 'system:default/shop' },
      { pattern: 'monolith', level: 'bronze' },
      { pattern: 'none' },
      { assessment: 'approved' },
      { assessment: 'none' },
      { stale: true },
      { stale: false },
      { check: 'check-0', state: 'fail' },
      { check: 'check-1', state: 'waived' },
    ];
    const counted = scopes.map(() => 0);
    for (const isSeen of [0, 4, 2]) {
      const seen = fleet.filter((_, index) => !isSeen || index % isSeen > 0);
      const visible = isSeen ? await visibleByClass(knex, refsOf(seen)) : all;
      const goals = scopes.map(scope => ({ scope, targetRank: 2 }));
      const found = await fleetStore.progress(goals, visible);
      expect(found).toEqual(
        scopes.map(({ owners, ...scope }) => {
          const inScope = seen.filter(
            member =>
              (!owners || owners.includes(member.entity.owner!)) &&
              matches(member, scope, parents),
          );
          return {
            total: inScope.length,
            reached: inScope.filter(({ scorecard }) => scorecard.levelRank >= 2)
              .length,
          };
        }),
      );
      found.forEach(({ total }, index) => {
        counted[index] += total;
      });
    }
    // Each filter finds something.
    expect(counted.filter(total => total === 0)).toEqual([]);
  });

  it('continues where the last page ended when rows come and go', async () => {
    const fleet = createFleet(30);
    const { store, fleetStore } = await createStore(fleet);
    for (const filter of [{}, { text: 'e' }]) {
      const sorted = refsOf(
        inOrder(
          fleet.filter(member => matches(member, filter)),
          '-score',
        ),
      );
      const first = await fleetStore.list(
        filter,
        { sort: '-score', limit: 10 },
        all,
      );
      await store.remove([sorted[9], sorted[3]], { causes: ['entity'] });

      const second = await fleetStore.list(
        filter,
        { sort: '-score', limit: 100, cursor: first.nextCursor },
        all,
      );
      const removed = new Set([sorted[9], sorted[3]]);
      fleet.splice(
        0,
        fleet.length,
        ...fleet.filter(({ entity }) => !removed.has(entity.entityRef)),
      );
      expect(second.items.map(({ entityRef }) => entityRef)).toEqual(
        sorted.slice(10),
      );
      expect(second.nextCursor).toBeUndefined();
    }
  });

  it('ends with an empty page that knows the total when all that followed is gone', async () => {
    const fleet = createFleet(3);
    const { store, fleetStore } = await createStore(fleet);
    const sorted = refsOf(inOrder(fleet, 'name'));
    const page = { sort: 'name', limit: 1 } as const;
    const { nextCursor } = await fleetStore.list({ text: '' }, page, all);
    await store.remove(sorted.slice(1), { causes: ['entity'] });

    await expect(
      fleetStore.list({ text: '' }, { ...page, cursor: nextCursor }, all),
    ).resolves.toEqual({ items: [], totalItems: 1 });
  });

  it('gives cursors that a query can take, however long the titles are', async () => {
    const title = 'Ünïcödé "quoted" '.repeat(300);
    const { fleetStore } = await createStore(
      ['a', 'b', 'c'].map(name =>
        createMember(name, [], { entity: { title } }),
      ),
    );

    const { nextCursor } = await fleetStore.list(
      {},
      { sort: 'name', limit: 1 },
      all,
    );
    expect(scorecardQuerySchema.safeParse({ cursor: nextCursor }).success).toBe(
      true,
    );
    await expect(readAll(fleetStore, {}, '-owner', 1)).resolves.toEqual({
      entityRefs: ['a', 'b', 'c'].map(name => `component:default/${name}`),
      totalItems: 3,
    });
  });

  it('refuses a cursor that it did not give', async () => {
    const { fleetStore } = await createStore(createFleet(3));
    const { nextCursor } = await fleetStore.list(
      {},
      { sort: 'score', limit: 1 },
      all,
    );
    const encode = (value: unknown) =>
      Buffer.from(JSON.stringify(value)).toString('base64url');

    await expect(
      fleetStore.list(
        {},
        { sort: '-score', limit: 1, cursor: nextCursor },
        all,
      ),
    ).rejects.toThrow(
      'cursor: it continues a list that is sorted by score, not by -score; start again without a cursor',
    );
    for (const cursor of [
      'nonsense',
      encode({ sort: 'level', after: ['a', 'b', 'c'] }),
      encode({ sort: 'level', after: [0.5, 'b', 'c'] }),
      encode({ sort: 'level', after: [1, 'b\u0000', 'c'] }),
      encode({ sort: 'level', after: [1, 'b'] }),
      encode({ after: [1, 'b', 'c'] }),
    ]) {
      await expect(
        fleetStore.list({}, { sort: 'level', limit: 1, cursor }, all),
      ).rejects.toThrow('cursor: not a cursor of this list');
    }
  });

  it('has no trace of what may not be seen', async () => {
    const fleet = createFleet(60);
    const { fleetStore } = await createStore(fleet);
    const seen = fleet.filter((_, index) => index % 3 === 0);
    const some = { all: false as const, entityRefs: refsOf(seen) };

    await expect(readAll(fleetStore, {}, '-score', 7, some)).resolves.toEqual({
      entityRefs: refsOf(inOrder(seen, '-score')),
      totalItems: seen.length,
    });
    const failing = seen.filter(({ scorecard }) => scorecard.counts.fail > 0);
    await expect(
      readAll(fleetStore, { state: 'fail' }, 'level', 7, some),
    ).resolves.toEqual({
      entityRefs: refsOf(inOrder(failing, 'level')),
      totalItems: failing.length,
    });
    await expect(
      fleetStore.list(
        {},
        { sort: 'name', limit: 100 },
        { all: false, entityRefs: [] },
      ),
    ).resolves.toEqual({ items: [], totalItems: 0 });
  });

  it('takes more visible entities than a statement has placeholders', async () => {
    const fleet = createFleet(5);
    const { fleetStore } = await createStore(fleet);
    const entityRefs = [
      ...Array.from({ length: 70_000 }, (_, index) => `system:other/${index}`),
      fleet[2].entity.entityRef,
    ];

    await expect(
      readAll(fleetStore, {}, 'name', 2, { all: false, entityRefs }),
    ).resolves.toEqual({
      entityRefs: [fleet[2].entity.entityRef],
      totalItems: 1,
    });
  });
});
