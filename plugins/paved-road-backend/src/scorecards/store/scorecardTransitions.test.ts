import { ScorecardTransition } from '@paved-road/plugin-paved-road-common';
import { createScorecardStore } from '../../__testUtils__/createScorecardStore';
import {
  createMember,
  createResult,
  createResults,
} from '../../__testUtils__/scorecardFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../../__testUtils__/testDatabases';
import { EvaluatedScorecard } from './StoredScorecard';

const databases = createTestDatabases();
const search = createMember('search', ['pass', 'fail']);
const { entityRef } = search.scorecard;
const dayOf = (day: number) => `2026-01-0${day}T00:00:00.000Z`;

/** A scorecard of the same entity on another day. */
function onDay(
  day: number,
  overrides: Partial<EvaluatedScorecard> = {},
): EvaluatedScorecard {
  return { ...search.scorecard, ...overrides, evaluatedAt: dayOf(day) };
}

const withoutId = ({ id, ...transition }: ScorecardTransition) => transition;

describe.each(testDatabaseIds)('Transitions on %s', databaseId => {
  async function createStore(fleet = [search]) {
    const created = await createScorecardStore(
      await databases.init(databaseId),
      fleet,
    );
    return {
      ...created,
      async transitionsOf(ref = entityRef) {
        const { items } = await created.store.transitions(ref, { limit: 50 });
        return items.map(withoutId);
      },
    };
  }

  const first = {
    entityRef,
    to: 'none',
    causes: [],
    at: search.scorecard.evaluatedAt,
  };

  it('begin with the level of the first evaluation', async () => {
    const { transitionsOf } = await createStore();
    await expect(transitionsOf()).resolves.toEqual([first]);
    await expect(transitionsOf('component:default/x')).resolves.toEqual([]);
  });

  it('tell what changed and why, newest first and the level before the checks', async () => {
    const { update, transitionsOf } = await createStore();
    await update(
      [
        onDay(2, {
          level: 'bronze',
          levelRank: 1,
          ...createResults([
            createResult('check-1', 'pass'),
            createResult('check-2', 'unknown'),
          ]),
        }),
      ],
      ['facts', 'rules'],
    );

    const base = { entityRef, causes: ['facts', 'rules'], at: dayOf(2) };
    const transitions = await transitionsOf();
    expect(transitions[0]).toEqual({ ...base, from: 'none', to: 'bronze' });
    expect(transitions.slice(1, 4)).toEqual(
      expect.arrayContaining([
        { ...base, checkId: 'check-0', from: 'pass' },
        { ...base, checkId: 'check-1', from: 'fail', to: 'pass' },
        { ...base, checkId: 'check-2', to: 'unknown' },
      ]),
    );
    expect(transitions.slice(4)).toEqual([first]);
  });

  it('are none where a check moves, or where its evidence, the score or the owner changes', async () => {
    const { update, transitionsOf } = await createStore();
    const [owned, assessed] = search.scorecard.results;
    await update([onDay(2)]);
    await update([
      onDay(3, {
        owner: 'group:default/ledger',
        score: 12.5,
        results: [
          { ...assessed, track: 'security' },
          { ...owned, evidence: [] },
        ],
      }),
    ]);
    await expect(transitionsOf()).resolves.toEqual([first]);
  });

  it('are none of what was refused', async () => {
    const { store, transitionsOf } = await createStore();
    await store.save([
      {
        scorecard: onDay(2, { level: 'gold', levelRank: 3 }),
        inputs: { ...(await store.known([entityRef])).get(entityRef)!.inputs },
        causes: ['entity'],
        revision: 7,
      },
    ]);
    await expect(transitionsOf()).resolves.toEqual([first]);
  });

  it('outlive the entity, say why it has no scorecard, and begin again when it comes back', async () => {
    const { store, index, update, transitionsOf } = await createStore();
    await index.remove([entityRef]);
    for (const at of [dayOf(2), dayOf(3)]) {
      await store.remove([entityRef], { causes: ['rules'], at: new Date(at) });
    }
    const removal = {
      entityRef,
      from: 'none',
      causes: ['rules'],
      at: dayOf(2),
    };
    await expect(transitionsOf()).resolves.toEqual([removal, first]);

    await index.upsert([search.entity]);
    await update([onDay(4)], []);
    await expect(transitionsOf()).resolves.toEqual([
      { ...first, at: dayOf(4) },
      removal,
      first,
    ]);
  });

  it('of an assessment and of waivers are not shown', async () => {
    const { update, transitionsOf } = await createStore();
    await update([
      onDay(2, {
        assessmentStatus: 'approved',
        ...createResults([
          createResult('check-0', 'pass'),
          createResult('check-1', 'waived'),
        ]),
      }),
    ]);
    await expect(transitionsOf()).resolves.toEqual([
      expect.objectContaining({ checkId: 'check-1', to: 'waived' }),
      first,
    ]);
  });

  it('come in pages, in the order in which they were written, whatever the clock said', async () => {
    const { store, update } = await createStore();
    const levels = ['bronze', 'silver', 'gold', 'silver', 'none'];
    for (const [index, level] of levels.entries()) {
      await update([onDay(9 - index, { level, levelRank: index })]);
    }

    const seen: (string | undefined)[] = [];
    const ids = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await store.transitions(entityRef, { limit: 4, cursor });
      expect(page.items.length).toBeLessThanOrEqual(4);
      seen.push(...page.items.map(({ to }) => to));
      page.items.forEach(({ id }) => ids.add(id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(['none', ...levels].reverse());
    expect(ids.size).toBe(6);
  });

  it.each([
    'nonsense',
    Buffer.from('"12; DROP TABLE"').toString('base64url'),
    Buffer.from('"99999999999999999999"').toString('base64url'),
  ])('refuse the cursor %s', async cursor => {
    const { store } = await createStore([]);
    await expect(
      store.transitions(entityRef, { limit: 1, cursor }),
    ).rejects.toThrow('cursor: not a cursor of this list');
  });

  it('are removed when they are old, however many there are', async () => {
    const knex = await databases.init(databaseId);
    const { store, update } = await createScorecardStore(knex, [search]);
    await knex.batchInsert(
      'scorecard_transitions',
      Array.from({ length: 5_001 }, () => ({
        entity_ref: 'component:default/old',
        aspect: 'level',
        to_state: 'none',
        causes: '[]',
        at: new Date(dayOf(1)),
        day: dayOf(1).slice(0, 10),
      })),
      500,
    );
    await update([onDay(3, { level: 'gold', levelRank: 3 })]);

    await store.purgeTransitions(new Date(dayOf(3)));

    await expect(
      knex('scorecard_transitions').select('entity_ref', 'to_state'),
    ).resolves.toEqual([{ entity_ref: entityRef, to_state: 'gold' }]);
    await expect(knex('scorecard_changes').pluck('day')).resolves.toEqual([
      dayOf(3).slice(0, 10),
    ]);
  });
});
