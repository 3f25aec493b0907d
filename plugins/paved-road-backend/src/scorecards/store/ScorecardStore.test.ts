import { checkStates } from '@paved-road/plugin-paved-road-common/rules';
import { createScorecardStore } from '../../__testUtils__/createScorecardStore';
import {
  createFleet,
  createMember,
  createResult,
  createResults,
  toChange,
} from '../../__testUtils__/scorecardFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../../__testUtils__/testDatabases';
import { StoredResult } from './StoredScorecard';

const databases = createTestDatabases();
const later = '2026-01-02T00:00:00.000Z';
const search = createMember('search', ['pass', 'fail', 'unknown']);
const { entityRef } = search.scorecard;

describe.each(testDatabaseIds)('ScorecardStore on %s', databaseId => {
  async function createStore(fleet = [search]) {
    return await createScorecardStore(await databases.init(databaseId), fleet);
  }

  it('gives back what it keeps, in every state', async () => {
    const { scorecard, entity } = createMember('search', [...checkStates], {
      scorecard: { level: 'silver', levelRank: 2, score: 33.33 },
    });
    const { store } = await createStore([{ scorecard, entity }]);

    const base = (number: number) => ({
      checkId: `check-${number}`,
      track: ['ownership', 'delivery', 'architecture'][number % 3],
      evidence: [{ name: 'Owner', value: 'group:default/search' }],
      since: scorecard.evaluatedAt,
    });
    const templateValues = { name: 'search' };
    await expect(store.get(entityRef)).resolves.toEqual({
      entityRef,
      level: 'silver',
      score: 33.33,
      counts: scorecard.counts,
      results: [
        { ...base(0), state: 'pass' },
        { ...base(1), state: 'fail', templateValues },
        {
          ...base(2),
          state: 'waived',
          templateValues,
          waiver: {
            id: 'd5b1f3a2-6c0e-4b1d-9a55-0f7d3c1e8a11',
            reason: 'It is retired in May.',
            requestedBy: 'user:default/ada',
            approvedBy: 'user:default/grace',
            expiresAt: '2026-05-01T00:00:00.000Z',
          },
        },
        { ...base(3), state: 'not-applicable' },
        {
          ...base(4),
          state: 'unknown',
          reason: 'Coverage: not collected yet.',
          fact: 'coverage',
        },
      ] satisfies StoredResult[],
      packs: scorecard.packs,
      evaluatedAt: scorecard.evaluatedAt,
    });
    await expect(store.get('component:default/other')).resolves.toBeUndefined();
  });

  it('keeps scores to the hundredth, in a scorecard as in a list', async () => {
    const member = createMember('search', ['pass'], {
      scorecard: { score: 200 / 3 },
    });
    const { store, fleetStore } = await createStore([member]);

    await expect(store.get(entityRef)).resolves.toMatchObject({ score: 66.67 });
    await expect(
      fleetStore.list({}, { sort: 'name', limit: 1 }, { all: true }),
    ).resolves.toMatchObject({ items: [{ score: 66.67 }] });
  });

  it('dates a result from when its check came into its state, in whatever place and track it is', async () => {
    const { store, update } = await createStore();

    await update([
      {
        ...search.scorecard,
        evaluatedAt: later,
        ...createResults([
          createResult('check-1', 'pass'),
          {
            ...createResult('check-0', 'pass'),
            evidence: [
              { name: 'app', value: 'no probe', file: 'app.yaml', line: 3 },
              { name: 'Owner', value: 'group:default/ledger' },
            ],
          },
          createResult('check-3', 'fail'),
          { ...createResult('check-2', 'unknown'), track: 'security' },
        ]),
      },
    ]);

    const stored = await store.get(entityRef);
    expect(stored?.evaluatedAt).toBe(later);
    expect(
      stored?.results.map(({ checkId, track, since }) => [
        checkId,
        track,
        since,
      ]),
    ).toEqual([
      ['check-1', 'delivery', later],
      ['check-0', 'ownership', search.scorecard.evaluatedAt],
      ['check-3', 'ownership', later],
      ['check-2', 'security', search.scorecard.evaluatedAt],
    ]);
    expect(stored?.results[1].evidence).toEqual([
      { name: 'app', value: 'no probe', file: 'app.yaml', line: 3 },
      { name: 'Owner', value: 'group:default/ledger' },
    ]);
  });

  it('has the last change of the level, with what changed at the same time', async () => {
    const member = createMember('search', ['pass', 'fail', 'unknown'], {
      scorecard: {
        level: 'bronze',
        levelRank: 1,
        assessmentStatus: 'approved',
      },
    });
    const { store, fleetStore, update } = await createStore([member]);
    expect((await store.get(entityRef))?.lastChange).toBeUndefined();

    await update([
      {
        ...member.scorecard,
        level: 'none',
        levelRank: 0,
        assessmentStatus: 'rejected',
        evaluatedAt: later,
        ...createResults([
          createResult('check-0', 'fail'),
          createResult('check-1', 'pass'),
          createResult('check-2', 'unknown'),
        ]),
      },
    ]);
    const lastChange = {
      from: 'bronze',
      at: later,
      causes: expect.any(Array),
      assessment: 'rejected',
      checkIds: ['check-0'],
    };
    expect((await store.get(entityRef))?.lastChange).toEqual(lastChange);
    await expect(
      fleetStore.list({}, { sort: 'name', limit: 1 }, { all: true }),
    ).resolves.toMatchObject({ items: [{ lastChange }] });
  });

  it('knows what a scorecard was evaluated on, in one statement', async () => {
    const { store, countStatements } = await createStore();
    const inputs = { ...toChange(search.scorecard).inputs, facts: 'facts-2' };
    await store.save([toChange(search.scorecard, { inputs, revision: 1 })]);

    await expect(store.known([entityRef, 'system:other/x'])).resolves.toEqual(
      new Map([[entityRef, { revision: 2, inputs }]]),
    );
    await expect(countStatements(() => store.known([entityRef]))).resolves.toBe(
      1,
    );
  });

  it('refuses what was evaluated before somebody else saved, and keeps the rest', async () => {
    const ledger = createMember('ledger', ['pass']);
    const { store } = await createStore([search, ledger]);
    const stale = { ...search.scorecard, level: 'gold', levelRank: 3 };
    const change = toChange(search.scorecard, { revision: 1 });
    await expect(store.save([change])).resolves.toEqual([entityRef]);

    for (const revision of [undefined, 1, 3]) {
      await expect(
        store.save([
          toChange(stale, { revision }),
          toChange(ledger.scorecard, {
            revision: (await store.known([ledger.entity.entityRef])).get(
              ledger.entity.entityRef,
            )?.revision,
          }),
        ]),
      ).resolves.toEqual([ledger.entity.entityRef]);
    }
    await expect(store.get(entityRef)).resolves.toMatchObject({
      level: 'none',
    });
  });

  it('does not bring back what was removed meanwhile', async () => {
    const { store } = await createStore();
    await store.remove([entityRef], { causes: ['entity'] });

    await expect(
      store.save([toChange(search.scorecard, { revision: 1 })]),
    ).resolves.toEqual([]);
    await expect(store.get(entityRef)).resolves.toBeUndefined();
    await expect(store.save([toChange(search.scorecard)])).resolves.toEqual([
      entityRef,
    ]);
  });

  it('saves scorecards of entities in the index only', async () => {
    const { store } = await createStore();
    const gone = createMember('gone', ['pass']);

    await expect(
      store.save([
        toChange(gone.scorecard),
        toChange(search.scorecard, { revision: 1 }),
      ]),
    ).resolves.toEqual([entityRef]);
    await expect(store.get(gone.entity.entityRef)).resolves.toBeUndefined();
  });

  it('removes any number of scorecards, in the index or not', async () => {
    const fleet = createFleet(1_200);
    const { store, fleetStore, index } = await createStore(fleet);
    const refs = fleet.map(({ entity }) => entity.entityRef);
    await index.remove(refs.slice(0, 600));

    await store.remove([...refs.slice(1), 'system:other/x'], {
      causes: ['entity'],
    });

    const { items, totalItems } = await fleetStore.list(
      {},
      { sort: 'name', limit: 10 },
      { all: true },
    );
    expect(items).toMatchObject([{ entityRef: refs[0] }]);
    expect(totalItems).toBe(1);
    await expect(store.known(refs)).resolves.toMatchObject({ size: 1 });
  });

  it('keeps text that a database has difficulties with', async () => {
    const reason = `No such key: ${'\u{1F600}'.slice(0, 1)}a\u0000b "c" \\`;
    const title = 'Se\u0000arch';
    const member = createMember('search', [], {
      scorecard: {
        title,
        ...createResults([
          { ...createResult('check-0', 'pass'), state: 'unknown', reason },
        ]),
      },
    });
    const { store, fleetStore } = await createStore([member]);

    await expect(store.get(entityRef)).resolves.toMatchObject({
      results: [{ reason }],
    });
    await expect(
      fleetStore.list({}, { sort: 'name', limit: 1 }, { all: true }),
    ).resolves.toMatchObject({ items: [{ title: 'Search' }] });
  });

  it('takes nothing, and the last one of several of the same entity', async () => {
    const { store } = await createStore();
    const gold = { ...search.scorecard, level: 'gold', levelRank: 3 };

    await expect(store.save([])).resolves.toEqual([]);
    await store.remove([], { causes: ['entity'] });
    await expect(store.known([])).resolves.toEqual(new Map());
    await expect(
      store.save([
        toChange(search.scorecard, { revision: 1 }),
        toChange(gold, { revision: 1 }),
      ]),
    ).resolves.toEqual([entityRef]);
    await expect(store.get(entityRef)).resolves.toMatchObject({
      level: 'gold',
    });
  });
});
