import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { SummaryProgressStore } from './SummaryProgressStore';

const databases = createTestDatabases();

const monday = new Date('2026-03-02T08:00:00.000Z');
const tuesday = new Date('2026-03-03T08:00:00.000Z');
const wednesday = new Date('2026-03-04T08:00:00.000Z');

describe.each(testDatabaseIds)('SummaryProgressStore on %s', databaseId => {
  async function createStore(): Promise<SummaryProgressStore> {
    return new SummaryProgressStore(await databases.init(databaseId));
  }

  /** As whoever is the only one to do so. */
  async function tell(store: SummaryProgressStore, owner: string, until: Date) {
    await store.claim(owner, { at: until, restedSince: until });
    await store.markSent(owner, until);
  }

  it('begins once', async () => {
    const store = await createStore();
    for (const first of [monday, tuesday]) {
      const progress = await store.begin(first);
      expect(progress.oldest).toEqual(monday);
      expect(progress.sinceOf('group:default/any')).toEqual(monday);
    }
  });

  it('remembers who was told and who waits, until they are told', async () => {
    const store = await createStore();
    await store.begin(monday);
    await tell(store, 'told', tuesday);
    await store.finish(tuesday, ['waits', 'waits too']);
    let progress = await store.begin(wednesday);
    const sinceOf = () =>
      ['told', 'waits', 'waits too', 'other'].map(progress.sinceOf);
    expect(sinceOf()).toEqual([tuesday, monday, monday, tuesday]);
    expect(progress.oldest).toEqual(monday);

    await tell(store, 'waits', wednesday);
    await store.finish(wednesday, ['waits too']);
    progress = await store.begin(wednesday);
    expect(sinceOf()).toEqual([wednesday, wednesday, monday, wednesday]);
    await store.finish(wednesday, []);
    progress = await store.begin(wednesday);
    expect(sinceOf()).toEqual([wednesday, wednesday, wednesday, wednesday]);
    expect(progress.oldest).toEqual(wednesday);
  });

  it('reserves an owner for one of those who would tell them, until they have rested', async () => {
    const store = await createStore();
    await store.begin(monday);
    const claims = (at: Date, restedSince: Date) =>
      Promise.all(
        [1, 2, 3].map(() => store.claim('owner', { at, restedSince })),
      );
    expect((await claims(tuesday, monday)).toSorted()).toEqual([
      false,
      false,
      true,
    ]);
    // Nothing was told yet.
    expect((await store.begin(tuesday)).sinceOf('owner')).toEqual(monday);
    await store.markSent('owner', tuesday);
    expect(await claims(wednesday, monday)).toEqual([false, false, false]);
    expect((await claims(wednesday, tuesday)).toSorted()).toEqual([
      false,
      false,
      true,
    ]);
    await store.release('owner');
    expect((await store.begin(tuesday)).sinceOf('owner')).toEqual(tuesday);
    await expect(
      store.claim('owner', { at: wednesday, restedSince: tuesday }),
    ).resolves.toBe(true);
    await expect(
      store.claim('another', { at: wednesday, restedSince: tuesday }),
    ).resolves.toBe(true);
  });

  it('keeps whom a run told that was killed, and lets nobody know less than before', async () => {
    const store = await createStore();
    await store.begin(monday);
    await tell(store, 'told', tuesday);
    const progress = await store.begin(monday);
    expect(['told', 'other'].map(progress.sinceOf)).toEqual([tuesday, monday]);
    await store.finish(wednesday, []);
    // By a clock that is behind.
    await store.finish(tuesday, []);
    expect((await store.begin(monday)).sinceOf('other')).toEqual(wednesday);
  });
});
