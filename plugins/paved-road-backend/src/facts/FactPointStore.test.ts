import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { FactPoint, FactPointStore } from './FactPointStore';

const databases = createTestDatabases();
const A = 'component:default/a';
const B = 'component:default/b';
const longAgo = new Date(0);

/** A number of the fact `traffic`. */
const point = (
  at: string,
  value: number,
  more: Partial<FactPoint> = {},
): FactPoint => ({
  entityRef: A,
  name: 'traffic',
  field: '',
  at,
  value,
  ...more,
});

describe.each(testDatabaseIds)('FactPointStore on %s', databaseId => {
  async function setUp() {
    const knex = await databases.init(databaseId);
    const store = new FactPointStore(knex);
    return {
      knex,
      store,
      async pointsOf(entityRef = A, since = longAgo) {
        const series = await store.series([entityRef], {
          name: 'traffic',
          since,
        });
        return series.get(entityRef)?.flatMap(({ points }) => points) ?? [];
      },
    };
  }

  it('keeps the last number of each day, in the order of days', async () => {
    const { knex, store, pointsOf } = await setUp();
    await store.add([
      point('2026-11-03T08:00:00Z', 3),
      point('2026-11-02T23:59:59.999Z', 2.5),
      point('2026-11-02T01:00:00Z', 1),
      // The same day in UTC, an hour before the second one.
      point('2026-11-03T00:30:00+02:00', 9),
      point('2026-12-01T00:00:00Z', 0),
    ]);
    await expect(pointsOf()).resolves.toEqual([
      { at: '2026-11-02', value: 2.5 },
      { at: '2026-11-03', value: 3 },
      { at: '2026-12-01', value: 0 },
    ]);
    await expect(knex('fact_points')).resolves.toHaveLength(2);
  });

  it('adds to what it has, and replaces the number of a day', async () => {
    const { store, pointsOf } = await setUp();
    await store.add([]);
    await store.add([
      point('2026-11-02T00:00:00Z', 1),
      point('2026-11-10T00:00:00Z', 2),
    ]);
    await store.add([
      point('2026-11-10T06:00:00Z', -1e-7),
      point('2026-11-05T00:00:00Z', 1.7e308),
    ]);
    await store.add([point('2026-11-10T06:00:00Z', -1e-7)]);
    await expect(pointsOf()).resolves.toEqual([
      { at: '2026-11-02', value: 1 },
      { at: '2026-11-05', value: 1.7e308 },
      { at: '2026-11-10', value: -1e-7 },
    ]);
  });

  it('fills the days that have no number', async () => {
    const { store, pointsOf } = await setUp();
    await store.fill([]);
    await store.add([point('2026-11-10T06:00:00Z', 2)]);
    await store.fill([
      point('2026-11-10T03:00:00Z', 1),
      point('2026-11-02T00:00:00Z', 3),
      point('2026-11-02T01:00:00Z', 4),
      point('2026-10-30T00:00:00Z', 5),
    ]);
    await expect(pointsOf()).resolves.toEqual([
      { at: '2026-10-30', value: 5 },
      { at: '2026-11-02', value: 4 },
      { at: '2026-11-10', value: 2 },
    ]);
  });

  it('tells entities, facts, fields and times apart', async () => {
    const { store } = await setUp();
    await store.add([
      point('2026-10-31T00:00:00Z', 1, { field: 'p95' }),
      point('2026-11-01T00:00:00Z', 2, { field: 'p95' }),
      point('2026-11-02T00:00:00Z', 3, { field: 'p95' }),
      point('2026-11-02T00:00:00Z', 4, { field: 'p50' }),
      point('2026-10-01T00:00:00Z', 5, { field: 'old' }),
      point('2026-11-02T00:00:00Z', 6, { name: 'cost' }),
      point('2026-11-02T00:00:00Z', 7, { entityRef: B }),
      point('2026-11-02T00:00:00Z', 8, { entityRef: 'component:x/other' }),
    ]);
    const since = new Date('2026-11-01T17:00:00Z');
    await expect(
      store.series([A, B, 'component:x/none'], { name: 'traffic', since }),
    ).resolves.toEqual(
      new Map([
        [
          A,
          [
            { field: 'p50', points: [{ at: '2026-11-02', value: 4 }] },
            {
              field: 'p95',
              points: [
                { at: '2026-11-01', value: 2 },
                { at: '2026-11-02', value: 3 },
              ],
            },
          ],
        ],
        [B, [{ field: '', points: [{ at: '2026-11-02', value: 7 }] }]],
      ]),
    );
    const one = await store.series([A, B], {
      name: 'traffic',
      field: 'p50',
      since,
    });
    expect([...one.keys()]).toEqual([A]);
    const none = await store.series([A], {
      name: 'traffic',
      field: 'old',
      since: new Date('2026-10-02T00:00:00Z'),
    });
    expect(none.size).toBe(0);
  });

  it('forgets old months, and entities', async () => {
    const { store, pointsOf } = await setUp();
    await store.add([
      point('2026-09-30T00:00:00Z', 1),
      point('2026-10-01T00:00:00Z', 2),
      point('2026-11-01T00:00:00Z', 3),
      point('2026-11-01T00:00:00Z', 4, { entityRef: B }),
    ]);
    await store.purge(new Date('2026-10-31T00:00:00Z'));
    await expect(pointsOf()).resolves.toMatchObject([
      { value: 2 },
      { value: 3 },
    ]);
    await store.remove([A, 'component:default/never']);
    await expect(pointsOf()).resolves.toEqual([]);
    await expect(pointsOf(B)).resolves.toMatchObject([{ value: 4 }]);
  });

  it('takes more numbers at once than a statement may have parameters, from writers in any order', async () => {
    const { store, pointsOf } = await setUp();
    const points = Array.from({ length: 30_000 }, (_, index) =>
      point('2026-11-02T00:00:00Z', index, {
        entityRef: `component:default/c${index % 300}`,
        field: `n${Math.floor(index / 300)}`,
      }),
    );
    await Promise.all([store.add(points), store.add(points.toReversed())]);
    await expect(pointsOf('component:default/c7')).resolves.toHaveLength(100);
  });
});
