import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { FactPointStore } from './FactPointStore';
import { FactQueue } from './FactQueue';
import { FactStore } from './FactStore';
import { Push, PushedFactStore } from './PushedFactStore';

const databases = createTestDatabases();
const A = 'component:default/a';
const B = 'component:default/b';
const by = 'plugin:ci';
const now = new Date('2026-11-21T12:00:00.000Z');

const push = (value: unknown, more: Partial<Push> = {}): Push => ({
  entityRef: A,
  name: 'coverage',
  value,
  observedAt: '2026-11-20T12:00:00.000Z',
  source: 'https://ci.example/1',
  ...more,
});

const at = (hour: number) => ({
  observedAt: new Date(Date.UTC(2026, 10, 20, hour)).toISOString(),
});

describe.each(testDatabaseIds)('PushedFactStore on %s', databaseId => {
  async function setUp() {
    const knex = await databases.init(databaseId);
    const facts = new FactStore(knex);
    const queue = new FactQueue(knex);
    const points = new FactPointStore(knex);
    return {
      facts,
      queue,
      store: {
        /** With the entities that it marks as due. */
        async push(...of: Parameters<PushedFactStore['push']>) {
          await knex('due_evaluations').delete();
          const outcomes = await new PushedFactStore(knex).push(...of);
          const due = knex('due_evaluations').orderBy('entity_ref');
          return { outcomes, changed: await due.pluck('entity_ref') };
        },
      },
      async valueOf(entityRef = A) {
        const [fact] = (await facts.get([entityRef])).get(entityRef) ?? [];
        return fact.status === 'known' ? fact.value : fact.status;
      },
      async pointsOf(name = 'coverage') {
        const series = await points.series([A], { name, since: new Date(0) });
        return (
          series
            .get(A)
            ?.map(({ field, points: found }) => [
              field,
              ...found.map(({ at: day, value }) => `${day} ${value}`),
            ]) ?? []
        );
      },
    };
  }

  it('keeps what is new, and marks its entities as due', async () => {
    const { store, facts } = await setUp();
    const expiresAt = '2026-12-20T12:00:00.000Z';
    await expect(
      store.push(
        [
          push(87.5, { expiresAt }),
          push({ high: 2 }, { entityRef: B, name: 'alerts' }),
          push({ high: 0 }, { name: 'alerts' }),
        ],
        { by, now },
      ),
    ).resolves.toEqual({
      outcomes: ['stored', 'stored', 'stored'],
      changed: [A, B],
    });
    expect((await facts.get([A, B])).get(A)).toMatchObject([
      { name: 'alerts', status: 'known', value: { high: 0 } },
      {
        name: 'coverage',
        status: 'known',
        value: 87.5,
        source: 'https://ci.example/1',
        collectedAt: '2026-11-20T12:00:00.000Z',
        expiresAt,
        pushedBy: by,
      },
    ]);
    await expect(store.push([], { by, now })).resolves.toEqual({
      outcomes: [],
      changed: [],
    });
  });

  it('writes the same once only', async () => {
    const { store } = await setUp();
    await store.push([push({ a: 1, b: 2 })], { by, now });
    await expect(
      store.push([push({ b: 2, a: 1 })], { by, now }),
    ).resolves.toEqual({
      outcomes: ['unchanged'],
      changed: [],
    });
    // Seen again later: known for longer, but the same for rules.
    await expect(
      store.push([push({ a: 1, b: 2 }, at(13))], { by, now }),
    ).resolves.toEqual({ outcomes: ['stored'], changed: [] });
  });

  it('takes a correction of the same time, of its value, source or end', async () => {
    const { store, valueOf } = await setUp();
    await store.push([push(1)], { by, now });
    await expect(store.push([push(2)], { by, now })).resolves.toEqual({
      outcomes: ['stored'],
      changed: [A],
    });
    await expect(valueOf()).resolves.toBe(2);
    const ends = async (more: Partial<Push>) =>
      (await store.push([push(2, more)], { by, now })).outcomes;
    await expect(ends({ source: 'CI' })).resolves.toEqual(['stored']);
    await expect(
      ends({ source: 'CI', expiresAt: '2026-12-20T12:00:00.000Z' }),
    ).resolves.toEqual(['stored']);
    await expect(
      ends({ source: 'CI', expiresAt: '2026-12-20T12:00:00.000Z' }),
    ).resolves.toEqual(['unchanged']);
  });

  it('does not know what has expired when it comes, nor when it comes again', async () => {
    const { store, facts, queue } = await setUp();
    const expired = push(1, { expiresAt: '2026-11-21T12:00:00.000Z' });
    const unknown = {
      status: 'unknown',
      reason:
        'expired; last pushed by plugin:ci, source as stated: https://ci.example/1',
      triedAt: now.toISOString(),
    };
    const send = async (...pushes: Push[]) =>
      await store.push(pushes, { by, now });
    const factOf = async () => (await facts.get([A])).get(A)![0];

    await expect(send(expired)).resolves.toEqual({
      outcomes: ['stored'],
      changed: [A],
    });
    await expect(factOf()).resolves.toMatchObject(unknown);
    await expect(send(expired)).resolves.toEqual({
      outcomes: ['unchanged'],
      changed: [],
    });

    await send(push(1, { ...at(13), expiresAt: '2026-11-22T12:00:00.000Z' }));
    await expect(factOf()).resolves.toMatchObject({ status: 'known' });
    await queue.endExpired({ now: '2026-11-23T12:00:00.000Z', limit: 10 });
    // As a pipeline does that runs again.
    await expect(
      send(push(1, { ...at(13), expiresAt: '2026-11-22T12:00:00.000Z' })),
    ).resolves.toEqual({ outcomes: ['unchanged'], changed: [] });
    await expect(factOf()).resolves.toMatchObject({ status: 'unknown' });
    await expect(
      queue.endExpired({ now: '2026-11-23T12:00:00.000Z', limit: 10 }),
    ).resolves.toEqual([]);
  });

  it('never lets an older value overwrite a newer one, but keeps its numbers', async () => {
    const { store, valueOf, pointsOf } = await setUp();
    await store.push([push(3)], { by, now });
    await expect(
      store.push(
        [push(2, at(11)), push(1, { observedAt: '2026-11-18T12:00:00.000Z' })],
        { by, now },
      ),
    ).resolves.toEqual({ outcomes: ['outdated', 'outdated'], changed: [] });
    await expect(valueOf()).resolves.toBe(3);
    await expect(pointsOf()).resolves.toEqual([
      ['', '2026-11-18 1', '2026-11-20 3'],
    ]);
  });

  it('replaces a value from the future, which a wrong clock wrote', async () => {
    const { store, valueOf } = await setUp();
    const ahead = { observedAt: '2026-11-23T12:00:00.000Z' };
    await store.push([push(1, ahead)], { by, now: new Date(ahead.observedAt) });
    await expect(store.push([push(2)], { by, now })).resolves.toEqual({
      outcomes: ['stored'],
      changed: [A],
    });
    await expect(valueOf()).resolves.toBe(2);
  });

  it('takes values of the same fact in their order, and keeps the newest', async () => {
    const { store, valueOf, pointsOf } = await setUp();
    await expect(
      store.push(
        [push(1, at(1)), push(3, at(3)), push(2, at(2)), push(3, at(3))],
        { by, now },
      ),
    ).resolves.toEqual({
      outcomes: ['stored', 'stored', 'outdated', 'unchanged'],
      changed: [A],
    });
    await expect(valueOf()).resolves.toBe(3);
    await expect(pointsOf()).resolves.toEqual([['', '2026-11-20 3']]);
  });

  it('takes over a fact that was collected before', async () => {
    const { store, facts, queue, valueOf } = await setUp();
    await facts.expect([{ entityRef: A, names: ['coverage'], hash: '1' }]);
    const [claim] = await queue.claim({
      name: 'coverage',
      longestDelayMs: 0,
      limit: 1,
      now: '2026-11-21T00:00:00.000Z',
      expiresAt: '2026-11-21T00:01:00.000Z',
    });
    await expect(store.push([push(1)], { by, now })).resolves.toEqual({
      outcomes: ['stored'],
      changed: [A],
    });
    await queue.save(
      [
        {
          claim,
          dueAt: '2026-11-21T01:00:00.000Z',
          status: 'known',
          value: 2,
          source: 'https://example.com',
        },
      ],
      '2026-11-21T00:00:30.000Z',
    );
    await expect(valueOf()).resolves.toBe(1);
  });

  it('keeps pushed facts when the catalog is read, and out of what is collected', async () => {
    const { store, facts, queue, valueOf } = await setUp();
    await store.push([push(1)], { by, now });
    await facts.expect([{ entityRef: A, names: ['repository'], hash: '1' }]);
    await facts.expect([{ entityRef: A, names: [], hash: '2' }]);
    await expect(valueOf()).resolves.toBe(1);
    await expect(
      queue.claim({
        name: 'coverage',
        longestDelayMs: 0,
        limit: 10,
        now: '2026-11-21T00:00:00.000Z',
        expiresAt: '2026-11-21T00:01:00.000Z',
      }),
    ).resolves.toEqual([]);
  });

  it('lets writers push the same facts at the same time, in any order', async () => {
    const { store, valueOf } = await setUp();
    const refs = Array.from(
      { length: 50 },
      (_, i) => `component:default/s${i}`,
    );
    const pushes = (hour: number) =>
      refs.map(entityRef => push(hour, { entityRef, ...at(hour) }));
    await Promise.all(
      [1, 4, 2, 3].map(hour =>
        store.push(hour % 2 ? pushes(hour) : pushes(hour).reverse(), {
          by,
          now,
        }),
      ),
    );
    await expect(
      Promise.all(refs.map(entityRef => valueOf(entityRef))),
    ).resolves.toEqual(refs.map(() => 4));
  });

  it('stores all or nothing', async () => {
    const { store, facts } = await setUp();
    await expect(
      store.push([push(1), push(2, { entityRef: B, observedAt: 'never' })], {
        by,
        now,
      }),
    ).rejects.toThrow();
    await expect(facts.get([A, B])).resolves.toEqual(new Map());
  });
});
