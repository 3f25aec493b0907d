import { DateTime } from 'luxon';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { DueEntity, DueEntityStore } from './DueEntityStore';

const databases = createTestDatabases();
const noon = DateTime.fromISO('2026-03-01T12:00:00Z');
const after = (minutes: number) => noon.plus({ minutes }).toJSDate();

const refsOf = (entities: DueEntity[]) =>
  entities.map(({ entityRef }) => entityRef).sort();

describe.each(testDatabaseIds)('DueEntityStore on %s', databaseId => {
  /** Two back ends on one database. */
  async function createStores(): Promise<DueEntityStore[]> {
    const knex = await databases.init(databaseId);
    return [new DueEntityStore(knex), new DueEntityStore(knex)];
  }

  /** Claims for a minute. */
  const claim = (store: DueEntityStore, minute: number, limit = 100) =>
    store.claim({ limit, now: after(minute), expiresAt: after(minute + 1) });

  it('gives out what is due once, oldest first', async () => {
    const [store, other] = await createStores();
    await store.mark(['component:default/later'], { dueAt: after(0.9) });
    await store.mark(['component:default/b', 'component:default/b'], {
      dueAt: after(-1),
    });
    await store.mark(['component:default/a'], { dueAt: after(0) });
    await store.mark([], { dueAt: after(0) });

    const first = await claim(store, 0, 1);
    expect(refsOf(first)).toEqual(['component:default/b']);
    const second = await claim(other, 0);
    expect(refsOf(second)).toEqual(['component:default/a']);
    await expect(claim(store, 0)).resolves.toEqual([]);

    await store.complete([...first, ...second]);
    expect(refsOf(await claim(store, 3))).toEqual(['component:default/later']);
  });

  it('gives no entity to two that claim at the same time', async () => {
    const stores = await createStores();
    const refs = Array.from({ length: 1_000 }, (_, i) => `component:a/c${i}`);
    await stores[0].mark(refs, { dueAt: after(0) });

    const claimed = await Promise.all(
      Array.from({ length: 20 }, (_, i) => claim(stores[i % 2], 0, 50)),
    );
    // A claim passes over what others are claiming, so that some may get less than they ask for.
    const rest = await claim(stores[0], 0, 1_000);
    expect(refsOf([...claimed.flat(), ...rest])).toEqual(refs.sort());
  });

  it('lets another take over when a claim expires, and does not let the first one complete it', async () => {
    const [store, other] = await createStores();
    await store.mark(['component:default/a'], { dueAt: after(0) });
    const lost = await claim(store, 0);
    await expect(claim(other, 0.9)).resolves.toEqual([]);

    const taken = await claim(other, 1);
    expect(refsOf(taken)).toEqual(['component:default/a']);
    await store.complete(lost);
    expect(refsOf(await claim(store, 2))).toEqual(['component:default/a']);
  });

  it('gives out a released claim at once, but not one that another has taken over', async () => {
    const [store, other] = await createStores();
    const ref = 'component:default/a';
    await store.mark([ref], { dueAt: after(0) });
    const failed = await claim(store, 0);
    await store.release(failed, after(0.1));
    const taken = await claim(other, 0.1);
    expect(refsOf(taken)).toEqual([ref]);
    await store.release(failed, after(0.2));
    await expect(claim(store, 0.2)).resolves.toEqual([]);
  });

  it('keeps what is marked again while it is claimed', async () => {
    const [store] = await createStores();
    await store.mark(['component:default/a'], { dueAt: after(0) });
    const claimed = await claim(store, 0);
    await store.mark(['component:default/a'], { dueAt: after(0) });
    await store.complete(claimed);

    const again = await claim(store, 0);
    expect(refsOf(again)).toEqual(['component:default/a']);
    await store.complete(again);
    await expect(claim(store, 5)).resolves.toEqual([]);
  });

  it('lets an entity wait as long as somebody said that it has to', async () => {
    const [store] = await createStores();
    await store.mark(['component:default/a'], { dueAt: after(1) });
    await store.mark(['component:default/a'], { dueAt: after(0) });
    await expect(claim(store, 0.5)).resolves.toEqual([]);
    await expect(claim(store, 1)).resolves.toHaveLength(1);
  });

  it('leaves a claim of a minute to a back end whose clock is seconds ahead', async () => {
    const [older, newer] = await createStores();
    const ref = 'component:default/a';
    await older.mark([ref], { dueAt: after(-1) });
    await expect(claim(older, 0.2)).resolves.toHaveLength(1);
    await expect(claim(newer, 0)).resolves.toEqual([]);
    await expect(claim(newer, 1.2)).resolves.toHaveLength(1);
  });

  it('gives out what a clock that was ahead has marked or claimed', async () => {
    const [store] = await createStores();
    const refs = ['component:default/claimed', 'component:default/marked'];
    await store.mark([refs[0]], { dueAt: after(1.5) });
    await claim(store, 1.5);
    await store.mark([refs[1]], { dueAt: after(600) });

    expect(refsOf(await claim(store, 0))).toEqual(refs);
    await expect(claim(store, 0.5)).resolves.toEqual([]);

    await store.mark([refs[1]], { dueAt: after(600) });
    await store.mark([refs[1]], { dueAt: after(0) });
    expect(refsOf(await claim(store, 0.5))).toEqual([refs[1]]);
  });

  it('counts due entities that are not claimed, and the age of the oldest', async () => {
    const [store] = await createStores();
    expect(await store.readBacklog(after(3))).toEqual({ entities: 0, lag: 0 });

    await store.mark(['component:default/a'], { dueAt: after(0) });
    await store.mark(['component:default/b'], { dueAt: after(1) });
    await store.mark(['component:default/later'], { dueAt: after(6) });
    expect(await store.readBacklog(after(3))).toEqual({
      entities: 2,
      lag: 180,
    });

    await store.claim({ limit: 1, now: after(3), expiresAt: after(9) });
    expect(await store.readBacklog(after(3))).toEqual({
      entities: 1,
      lag: 120,
    });
  });
});
