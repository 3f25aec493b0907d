import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { DigestStore } from './DigestStore';
import { KnexDigestStore } from './KnexDigestStore';

const databases = createTestDatabases();

const monday = new Date('2026-03-02T08:00:00.000Z');
const tuesday = new Date('2026-03-03T08:00:00.000Z');
const wednesday = new Date('2026-03-04T08:00:00.000Z');

describe.each(testDatabaseIds)('DigestStore on %s', databaseId => {
  async function createStore(): Promise<DigestStore> {
    return new KnexDigestStore(await databases.init(databaseId));
  }

  it('begins once', async () => {
    const store = await createStore();
    for (const first of [monday, tuesday]) {
      const progress = await store.begin(first);
      expect(progress.oldest).toEqual(monday);
      expect(progress.sinceOf('group:default/any')).toEqual(monday);
      expect(progress.toldAt('group:default/any')).toBeUndefined();
    }
  });

  it('remembers who was told and who waits, until they are told', async () => {
    const store = await createStore();
    await store.begin(monday);
    await store.told('told', { until: tuesday, at: wednesday });
    await store.finish(tuesday, ['waits', 'waits too']);
    let progress = await store.begin(wednesday);
    const sinceOf = () =>
      ['told', 'waits', 'waits too', 'other'].map(progress.sinceOf);
    expect(sinceOf()).toEqual([tuesday, monday, monday, tuesday]);
    expect(progress.oldest).toEqual(monday);
    expect(progress.toldAt('told')).toEqual(wednesday);
    expect(progress.toldAt('waits')).toBeUndefined();

    await store.told('waits', { until: wednesday, at: wednesday });
    await store.finish(wednesday, ['waits too']);
    progress = await store.begin(wednesday);
    expect(sinceOf()).toEqual([wednesday, wednesday, monday, wednesday]);
    await store.finish(wednesday, []);
    progress = await store.begin(wednesday);
    expect(sinceOf()).toEqual([wednesday, wednesday, wednesday, wednesday]);
    expect(progress.oldest).toEqual(wednesday);
  });

  it('keeps whom a run told that was killed, and lets nobody know less than before', async () => {
    const store = await createStore();
    await store.begin(monday);
    await store.told('told', { until: tuesday, at: tuesday });
    const progress = await store.begin(monday);
    expect(['told', 'other'].map(progress.sinceOf)).toEqual([tuesday, monday]);
    await store.finish(wednesday, []);
    // By a clock that is behind.
    await store.finish(tuesday, []);
    expect((await store.begin(monday)).sinceOf('other')).toEqual(wednesday);
  });
});
