import { VisibleEntities } from '../catalog/types';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { Comparison } from './compareEvaluations';
import { PreviewStore } from './PreviewStore';
import { ComparedService, NewPreview } from './StoredPreview';

const databases = createTestDatabases();

const everything: VisibleEntities = { all: true };
const ada = 'user:default/ada';
const refOf = (name: string) => `component:default/${name}`;
const only = (...names: string[]): VisibleEntities => ({
  all: false,
  entityRefs: names.map(refOf),
});

const newPreview = (requestedBy: string): NewPreview => ({
  requestedBy,
  rules: {
    pack: { name: 'new', version: '2.0.0' },
    replaces: { name: 'new', version: '1.0.0' },
    warnings: [{ message: 'Odd.' }],
    levels: [{ id: 'none', title: 'No level' }],
    checks: [{ checkId: 'owner', title: 'Has an owner', is: 'kept' }],
  },
  total: 10,
});

const service = (
  name: string,
  comparison: Partial<Comparison> = {},
  title: string = name,
): ComparedService => ({
  entityRef: refOf(name),
  title,
  owner: undefined,
  kind: undefined,
  from: 'bronze',
  to: 'bronze',
  differences: [],
  ...comparison,
});

const raised = service('raised', {
  kind: 'raised',
  to: 'silver',
  differences: [[0, 'fail', 'pass', 1]],
});
const lowered = service(
  'lowered',
  {
    kind: 'lowered',
    to: 'none',
    differences: [
      [0, 'pass', 'unknown', -1],
      [13, null, 'fail', -1],
    ],
  },
  'Ångström',
);
const added = { ...service('added', { kind: 'added' }), from: undefined };
const removed = {
  ...service('removed', {
    kind: 'removed',
    differences: [[3, 'pass', null, 0]],
  }),
  owner: 'group:default/search',
  to: undefined,
};
const checks = service('checks', {
  kind: 'checks',
  differences: [[3, 'pass', 'waived', 0]],
});
const fleet = [service('same'), raised, lowered, added, removed, checks];

describe.each(testDatabaseIds)('PreviewStore on %s', databaseId => {
  let store: PreviewStore;
  let countRows: () => Promise<number>;

  beforeEach(async () => {
    const knex = await databases.init(databaseId);
    store = new PreviewStore(knex);
    countRows = async () => {
      const [{ rows }] = await knex('rule_preview_services').count({
        rows: '*',
      });
      return Number(rows);
    };
  });

  async function startWithFleet(): Promise<string> {
    const { id } = await store.start(newPreview(ada));
    await store.advance(id, { done: 4, services: fleet.slice(0, 3) });
    await store.advance(id, { done: 3, services: fleet.slice(3) });
    return id;
  }

  it('keeps a preview and how far it is, until it ends', async () => {
    const started = await store.start(newPreview(ada));
    expect(started).toMatchObject({
      ...newPreview(ada),
      state: 'running',
      done: 0,
    });
    expect(started.finishedAt).toBeUndefined();
    await expect(store.get(started.id)).resolves.toEqual(started);

    const page = { done: 12, services: [] };
    await expect(store.advance(started.id, page)).resolves.toBe('running');
    // The catalog may have grown, or shrunk.
    await expect(store.get(started.id)).resolves.toMatchObject({
      done: 12,
      total: 12,
    });
    await expect(store.end(started.id, { state: 'finished' })).resolves.toBe(
      true,
    );
    await expect(store.get(started.id)).resolves.toMatchObject({
      state: 'finished',
      finishedAt: expect.any(String),
    });
    await expect(
      store.end(started.id, { state: 'failed', problem: 'late' }),
    ).resolves.toBe(false);
    await expect(store.get('nobody')).resolves.toBeUndefined();
    await expect(store.advance('nobody', page)).resolves.toBeUndefined();
  });

  it('keeps nothing for a preview that has ended', async () => {
    const { id } = await store.start(newPreview(ada));
    await store.end(id, { state: 'cancelled' });
    await expect(
      store.advance(id, { done: 1, services: [raised] }),
    ).resolves.toBe('cancelled');
    await expect(countRows()).resolves.toBe(0);
    await expect(store.figures(id, everything)).resolves.toMatchObject({
      compared: 0,
    });
  });

  it('sums up how services compare', async () => {
    const id = await startWithFleet();
    await expect(store.figures(id, everything)).resolves.toEqual({
      compared: 6,
      changes: { raised: 1, lowered: 1, added: 1, removed: 1, checks: 1 },
      levels: {
        none: { before: 0, after: 1 },
        bronze: { before: 5, after: 3 },
        silver: { before: 0, after: 1 },
      },
      checks: {
        0: { services: 2, better: 1, worse: 1 },
        3: { services: 2, better: 0, worse: 0 },
        13: { services: 1, better: 0, worse: 1 },
      },
    });
  });

  it('comes to the same sums over those that may be seen', async () => {
    const id = await startWithFleet();
    const all = {
      all: false,
      entityRefs: fleet.map(({ entityRef }) => entityRef),
    } as const;
    await expect(store.figures(id, all)).resolves.toEqual(
      await store.figures(id, everything),
    );
    await expect(
      store.figures(id, only('same', 'lowered', 'unknown')),
    ).resolves.toEqual({
      compared: 2,
      changes: { lowered: 1 },
      levels: {
        none: { before: 0, after: 1 },
        bronze: { before: 2, after: 1 },
      },
      checks: {
        0: { services: 1, better: 0, worse: 1 },
        13: { services: 1, better: 0, worse: 1 },
      },
    });
    await expect(store.figures(id, only())).resolves.toMatchObject({
      compared: 0,
    });
  });

  it('counts a service once that a catalog gives twice', async () => {
    const id = await startWithFleet();
    await store.advance(id, { done: 1, services: [raised] });
    await expect(store.figures(id, everything)).resolves.toMatchObject({
      compared: 6,
      changes: { raised: 1 },
    });
  });

  it('lists what would change by title, in pages', async () => {
    const id = await startWithFleet();
    const first = await store.changes(id, {}, { limit: 3 }, everything);
    expect(first).toMatchObject({
      items: [{ title: 'added' }, { title: 'checks' }, { title: 'raised' }],
      totalItems: 5,
    });
    const second = await store.changes(
      id,
      {},
      { limit: 3, cursor: first.nextCursor },
      everything,
    );
    expect(second.nextCursor).toBeUndefined();
    expect([...first.items, ...second.items]).toEqual([
      added,
      checks,
      raised,
      removed,
      lowered,
    ]);
    await expect(
      store.changes(id, {}, { limit: 3, cursor: 'nonsense' }, everything),
    ).rejects.toThrow('cursor: not a cursor of this list');
  });

  it('lists by kind, by check, and what may be seen', async () => {
    const id = await startWithFleet();
    const list = async (
      filter: Parameters<PreviewStore['changes']>[1],
      visible: VisibleEntities = everything,
    ) => {
      const page = await store.changes(id, filter, { limit: 10 }, visible);
      expect(page.totalItems).toBe(page.items.length);
      return page.items;
    };
    await expect(list({ kind: 'removed' })).resolves.toEqual([removed]);
    // Not the one with the check at 13.
    await expect(list({ check: 3 })).resolves.toEqual([checks, removed]);
    await expect(list({ check: 3, kind: 'checks' })).resolves.toEqual([checks]);
    await expect(list({ check: 99 })).resolves.toEqual([]);
    await expect(list({}, only('same', 'raised'))).resolves.toEqual([raised]);
  });

  it('cancels the earlier preview of the same person, and keeps the last five', async () => {
    const others = await store.start(newPreview('user:default/eve'));
    const ids: string[] = [];
    for (let i = 0; i < 6; i++) {
      const { id } = await store.start(newPreview(ada));
      await store.advance(id, { done: 1, services: [raised] });
      ids.push(id);
      // They are told apart by the time.
      await new Promise(resolve => setTimeout(resolve, 2));
    }
    const states = await Promise.all(
      [...ids, others.id].map(async id => (await store.get(id))?.state),
    );
    expect(states).toEqual([
      undefined,
      ...Array(4).fill('cancelled'),
      'running',
      'running',
    ]);
    await expect(countRows()).resolves.toBe(5);
  });

  it('leaves one running where a person starts many at once', async () => {
    const started = await Promise.all(
      Array.from({ length: 100 }, () => store.start(newPreview(ada))),
    );
    const now = await Promise.all(started.map(({ id }) => store.get(id)));
    const states = now.flatMap(preview => preview?.state ?? []).sort();
    expect(states).toEqual([...Array(4).fill('cancelled'), 'running']);
  });

  it('forgets what is old, with all that belongs to it', async () => {
    const id = await startWithFleet();
    await store.purge(new Date(Date.now() - 60_000));
    await expect(countRows()).resolves.toBe(6);
    await store.purge(new Date(Date.now() + 1));
    await expect(store.get(id)).resolves.toBeUndefined();
    await expect(countRows()).resolves.toBe(0);
  });
});
