import {
  checkStates,
  ScorecardQuery,
  scorecardQuerySchema,
  scorecardSorts,
  summaryGroupings,
} from '@paved-road/plugin-paved-road-common';
import { groupsOf, inOrder, matches } from '../__testUtils__/plainScorecards';
import {
  createFleet,
  createMember,
  createResult,
  FleetMember,
} from '../__testUtils__/scorecardFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { KnexEntityIndexStore } from '../catalog/KnexEntityIndexStore';
import { VisibleEntities } from '../catalog/types';
import { KnexScorecardStore } from './KnexScorecardStore';
import {
  ScorecardFilter,
  ScorecardGroup,
  ScorecardStore,
} from './ScorecardStore';

const databases = createTestDatabases();
const all: VisibleEntities = { all: true };
const firstPage = { sort: 'name' as const, limit: 100 };
const later = '2026-01-02T00:00:00.000Z';
/** Enough to see that filters and order do not get in each other's way. */
const someSorts = ['name', '-level'] as const;

const byKey = (groups: ScorecardGroup[]) =>
  [...groups].sort((a, b) => (a.key < b.key ? -1 : 1));
/** Sums of fractions depend on the order of rows. */
const nearly = (groups: ScorecardGroup[]) =>
  groups.map(group => ({ ...group, score: expect.closeTo(group.score) }));

describe.each(testDatabaseIds)('ScorecardStore on %s', databaseId => {
  async function createStore(fleet: FleetMember[] = []) {
    const knex = await databases.init(databaseId);
    const store: ScorecardStore = new KnexScorecardStore(knex);
    const index = new KnexEntityIndexStore(knex);
    await index.upsert(
      fleet.map(({ entity }) => entity),
      '1',
    );
    await store.save(fleet.map(({ scorecard }) => scorecard));
    let statements: string[] = [];
    knex.on('query', ({ sql }) => statements.push(sql));
    return {
      store,
      index,
      /** How many SQL statements an operation takes. */
      async countStatements(operation: () => Promise<unknown>) {
        statements = [];
        await operation();
        return statements.length;
      },
    };
  }

  async function readAll(
    store: ScorecardStore,
    filter: ScorecardFilter,
    sort: ScorecardQuery['sort'],
    limit: number,
    visible: VisibleEntities = all,
  ) {
    const entityRefs: string[] = [];
    let cursor: string | undefined;
    let totalItems: number;
    do {
      const page = await store.list(filter, { sort, limit, cursor }, visible);
      expect(page.items.length).toBeLessThanOrEqual(limit);
      entityRefs.push(...page.items.map(({ entityRef }) => entityRef));
      cursor = page.nextCursor;
      totalItems = page.totalItems;
    } while (cursor);
    return { entityRefs, totalItems };
  }

  it('gives back what it keeps, in every state', async () => {
    const member = createMember('search', [...checkStates], {
      scorecard: { level: 'silver', levelRank: 2, score: 100 / 3 },
    });
    const { store } = await createStore([member]);

    const { levelRank, name, title, owner, ...kept } = member.scorecard;
    await expect(store.get('component:default/search')).resolves.toEqual({
      ...kept,
      results: kept.results.map(result => {
        const { title: checkTitle, level, weight, ...stored } = result;
        const { remediation, ...facts } = {
          remediation: undefined,
          ...stored,
        };
        return { ...facts, since: kept.evaluatedAt };
      }),
    });
    await expect(store.get('component:default/other')).resolves.toBeUndefined();
  });

  it('dates a result from when its check came into its state', async () => {
    const { scorecard, entity } = createMember('search', [
      'pass',
      'fail',
      'unknown',
    ]);
    const { store } = await createStore([{ scorecard, entity }]);

    await store.save([
      {
        ...scorecard,
        evaluatedAt: later,
        results: [
          createResult('check-1', 'pass'),
          {
            ...createResult('check-0', 'pass'),
            evidence: [{ name: 'Owner', value: 'group:default/ledger' }],
          },
          createResult('check-3', 'fail'),
        ],
      },
    ]);

    const stored = await store.get(scorecard.entityRef);
    expect(stored?.evaluatedAt).toBe(later);
    expect(
      stored?.results.map(({ checkId, state, since }) => [
        checkId,
        state,
        since,
      ]),
    ).toEqual([
      ['check-1', 'pass', later],
      ['check-0', 'pass', scorecard.evaluatedAt],
      ['check-3', 'fail', later],
    ]);
    expect(stored?.results[1].evidence).toEqual([
      { name: 'Owner', value: 'group:default/ledger' },
    ]);
  });

  it('keeps the result of the evaluation that began last', async () => {
    const { scorecard, entity } = createMember('search', ['fail'], {
      scorecard: { evaluatedAt: later },
    });
    const { store } = await createStore([{ scorecard, entity }]);

    await store.save([
      createMember('search', ['pass', 'pass'], {
        scorecard: { level: 'gold', levelRank: 3 },
      }).scorecard,
    ]);

    const stored = await store.get(scorecard.entityRef);
    expect(stored).toMatchObject({ level: 'none', evaluatedAt: later });
    expect(stored?.results).toHaveLength(1);
  });

  it('has scorecards of entities in the index only', async () => {
    const [search, ledger, fraud, gone] = [
      'search',
      'ledger',
      'fraud',
      'gone',
    ].map(name => createMember(name, ['pass']));
    const { store, index } = await createStore([search, ledger, fraud]);

    await store.save([gone.scorecard, search.scorecard]);
    await store.remove([ledger.entity.entityRef]);
    await index.remove(fraud.entity.entityRef);

    await expect(readAll(store, {}, 'name', 10)).resolves.toEqual({
      entityRefs: [search.entity.entityRef],
      totalItems: 1,
    });
    for (const { entity } of [ledger, fraud, gone]) {
      await expect(store.get(entity.entityRef)).resolves.toBeUndefined();
    }
  });

  it('lists titles, catalog facts and the first five failing checks', async () => {
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
          assessmentStatus: 'submitted',
          level: 'bronze',
          levelRank: 1,
          score: 50,
        },
      },
    );
    const bare = createMember('zoning', ['pass']);
    const { store } = await createStore([member, bare]);

    const { items } = await store.list({}, firstPage, all);
    expect(items).toEqual([
      {
        entityRef: 'component:default/search',
        title: 'Search',
        owner: 'group:default/search',
        system: 'system:default/shop',
        pattern: 'hybrid',
        assessmentStatus: 'submitted',
        level: 'bronze',
        score: 50,
        counts: member.scorecard.counts,
        failing: ['check-1', 'check-2', 'check-4', 'check-5', 'check-6'],
        evaluatedAt: member.scorecard.evaluatedAt,
      },
      {
        entityRef: 'component:default/zoning',
        title: 'zoning',
        level: 'none',
        score: 0,
        counts: bare.scorecard.counts,
        failing: [],
        evaluatedAt: bare.scorecard.evaluatedAt,
      },
    ]);
  });

  it('filters, sorts and pages as a plain list would', async () => {
    const fleet = createFleet(240);
    const { store } = await createStore(fleet);
    const filters: ScorecardFilter[] = [
      {},
      { level: 'none' },
      { level: 'silver', pattern: 'serverless' },
      { owner: 'group:default/search' },
      { owner: 'group:default/nobody' },
      { system: 'system:ai/models', pattern: 'none' },
      { check: 'check-5' },
      { state: 'waived' },
      { check: 'check-1', state: 'fail', owner: 'user:default/ada' },
      { text: 'SEARCH' },
      { text: 'ÜBERSETZER' },
      { text: '%_' },
      { text: '!' },
      { text: 'service_1' },
      { text: 'service-1', level: 'gold' },
      { text: '\\' },
    ];
    for (const filter of filters) {
      const matching = fleet.filter(member => matches(member, filter));
      const sorts = Object.keys(filter).length ? someSorts : scorecardSorts;
      for (const sort of sorts) {
        await expect(readAll(store, filter, sort, 37)).resolves.toEqual({
          entityRefs: inOrder(matching, sort).map(
            ({ entity }) => entity.entityRef,
          ),
          totalItems: matching.length,
        });
      }
    }
  });

  it('continues a list where the last page ended when rows come and go', async () => {
    const fleet = createFleet(30);
    const { store, index } = await createStore(fleet);
    const sorted = inOrder(fleet, '-score');
    const refs = sorted.map(({ entity }) => entity.entityRef);

    const first = await store.list({}, { sort: '-score', limit: 10 }, all);
    await index.remove(refs[9]);
    await index.remove(refs[3]);
    const second = await store.list(
      {},
      { sort: '-score', limit: 20, cursor: first.nextCursor },
      all,
    );

    expect(second.items.map(({ entityRef }) => entityRef)).toEqual(
      refs.slice(10),
    );
    expect(second.nextCursor).toBeUndefined();
  });

  it('gives cursors that a query can take, however long the titles are', async () => {
    const title = 'Ünïcödé "quoted" '.repeat(300);
    const { store } = await createStore(
      ['a', 'b', 'c'].map(name =>
        createMember(name, [], { entity: { title } }),
      ),
    );

    const { nextCursor } = await store.list(
      {},
      { sort: 'name', limit: 1 },
      all,
    );
    expect(scorecardQuerySchema.safeParse({ cursor: nextCursor }).success).toBe(
      true,
    );
    await expect(readAll(store, {}, '-owner', 1)).resolves.toEqual({
      entityRefs: ['a', 'b', 'c'].map(name => `component:default/${name}`),
      totalItems: 3,
    });
  });

  it('refuses a cursor that it did not give', async () => {
    const { store } = await createStore(createFleet(3));
    const { nextCursor } = await store.list(
      {},
      { sort: 'score', limit: 1 },
      all,
    );
    const encode = (value: unknown) =>
      Buffer.from(JSON.stringify(value)).toString('base64url');

    await expect(
      store.list({}, { sort: '-score', limit: 1, cursor: nextCursor }, all),
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
        store.list({}, { sort: 'level', limit: 1, cursor }, all),
      ).rejects.toThrow('cursor: not a cursor of this list');
    }
  });

  it('sums up as a plain list would, whatever it is grouped by', async () => {
    const fleet = createFleet(240);
    const { store } = await createStore(fleet);
    const statuses = fleet.map(({ scorecard }) => scorecard.assessmentStatus);
    const count = (status: string) =>
      statuses.filter(other => other === status).length;

    for (const groupBy of summaryGroupings) {
      const { totals, groups } = await store.summarize(groupBy, 2, all);
      expect(byKey(groups)).toEqual(nearly(groupsOf(fleet, groupBy)));
      expect(totals).toEqual({
        entities: 240,
        assessed: count('submitted') + count('approved') + count('rejected'),
        approved: count('approved'),
        submitted: count('submitted'),
        onTheRoad: fleet.filter(({ scorecard }) => scorecard.levelRank >= 2)
          .length,
        waived: fleet.filter(({ scorecard }) => scorecard.counts.waived > 0)
          .length,
      });
    }
  });

  it('leaves no trace of what may not be seen', async () => {
    const fleet = createFleet(60);
    const { store } = await createStore(fleet);
    const seen = fleet.filter((_, index) => index % 3 === 0);
    const entityRefs = seen.map(({ entity }) => entity.entityRef);
    const some = { all: false as const, entityRefs };
    const nothing = { all: false as const, entityRefs: [] };

    await expect(
      readAll(store, { state: 'fail' }, 'level', 7, some),
    ).resolves.toMatchObject({
      totalItems: seen.filter(({ scorecard }) => scorecard.counts.fail > 0)
        .length,
    });
    for (const groupBy of summaryGroupings) {
      const { totals, groups } = await store.summarize(groupBy, 2, some);
      expect(totals.entities).toBe(seen.length);
      expect(byKey(groups)).toEqual(nearly(groupsOf(seen, groupBy)));
    }

    await expect(store.list({}, firstPage, nothing)).resolves.toEqual({
      items: [],
      totalItems: 0,
    });
    await expect(store.summarize('track', 2, nothing)).resolves.toEqual({
      totals: {
        entities: 0,
        assessed: 0,
        approved: 0,
        submitted: 0,
        onTheRoad: 0,
        waived: 0,
      },
      groups: [],
    });
  });

  it('takes more visible entities than a statement has placeholders', async () => {
    const fleet = createFleet(5);
    const { store } = await createStore(fleet);
    const entityRefs = [
      ...Array.from({ length: 70_000 }, (_, index) => `system:other/${index}`),
      fleet[2].entity.entityRef,
    ];

    await expect(
      readAll(store, {}, 'name', 2, { all: false, entityRefs }),
    ).resolves.toEqual({
      entityRefs: [fleet[2].entity.entityRef],
      totalItems: 1,
    });
  });

  it('takes as many statements for a page of 500 as for one entity', async () => {
    const fleet = createFleet(500);
    const { store, index, countStatements } = await createStore();
    await index.upsert(
      fleet.map(({ entity }) => entity),
      '1',
    );
    const save = (members: FleetMember[]) => () =>
      store.save(members.map(({ scorecard }) => scorecard));

    const forOne = await countStatements(save(fleet.slice(0, 1)));
    await expect(countStatements(save(fleet))).resolves.toBe(forOne);
    await expect(readAll(store, {}, 'name', 100)).resolves.toMatchObject({
      totalItems: 500,
    });
    await expect(
      countStatements(() => store.list({}, firstPage, all)),
    ).resolves.toBe(3);
    for (const groupBy of summaryGroupings) {
      await expect(
        countStatements(() => store.summarize(groupBy, 2, all)),
      ).resolves.toBe(2);
    }
  });

  it('keeps what a database cannot as well as it can', async () => {
    const reason = `No such key: ${'\u{1F600}'.slice(0, 1)}a\u0000b`;
    const { scorecard, entity } = createMember('search', []);
    const { store } = await createStore([{ scorecard, entity }]);

    await store.save([
      {
        ...scorecard,
        results: [{ ...createResult('check-0', 'unknown'), reason }],
      } as typeof scorecard,
    ]);

    await expect(store.get(scorecard.entityRef)).resolves.toMatchObject({
      results: [{ reason: 'No such key: \uFFFDab' }],
    });
  });

  it('can be written to by several at the same time', async () => {
    const fleet = createFleet(60);
    const { store } = await createStore(fleet);
    const scorecards = fleet.map(({ scorecard }) => scorecard);
    const pages = [scorecards, [...scorecards].reverse(), scorecards.slice(9)];

    await Promise.all(pages.map(page => store.save(page)));

    await expect(readAll(store, {}, 'name', 100)).resolves.toMatchObject({
      totalItems: 60,
    });
  });
});
