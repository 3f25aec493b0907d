import { mockServices } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogSync } from './CatalogSync';
import { EntityIndexStore } from './types';

function component(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { namespace: 'default', name },
  };
}

const refsOf = (...names: string[]) =>
  names.map(name => `component:default/${name}`);

/** The index and the listener, in memory. */
class Follower implements EntityIndexStore {
  readonly known = new Map<string, string>();
  readonly evaluated: string[][] = [];
  readonly removed: string[] = [];

  async upsert(records: Array<{ entityRef: string }>, syncId: string) {
    records.forEach(({ entityRef }) => this.known.set(entityRef, syncId));
  }

  async removeUnseen(syncId: string) {
    const gone = [...this.known.keys()].filter(
      ref => this.known.get(ref)! < syncId,
    );
    gone.forEach(ref => this.known.delete(ref));
    return gone;
  }

  async remove(entityRef: string) {
    this.known.delete(entityRef);
  }

  async evaluatePage(entities: Entity[]) {
    const refs = entities.map(entity => stringifyEntityRef(entity));
    if (!refs.every(ref => this.known.has(ref))) {
      throw new Error('Something is evaluated that is not in the index');
    }
    this.evaluated.push(refs);
  }

  async removeEntities(entityRefs: string[]) {
    this.removed.push(...entityRefs);
  }
}

/** A catalog that holds other entities at every pass; the last ones stay. */
function createSync(...passes: Entity[][]) {
  const follower = new Follower();
  const catalog = catalogServiceMock.mock();
  const turn = () =>
    catalogServiceMock({
      entities: passes.length > 1 ? passes.shift() : passes[0],
    });
  let current: ReturnType<typeof turn>;
  catalog.queryEntities.mockImplementation(async (query, options) => {
    if (!('cursor' in query!)) {
      current = turn();
    }
    return await current.queryEntities(query, options);
  });
  const sync = new CatalogSync({
    catalog,
    auth: mockServices.auth(),
    index: follower,
    listener: follower,
    logger: mockServices.logger.mock(),
    firstWaitMs: 1,
  });
  return { follower, catalog, sync };
}

const noEnd = new AbortController().signal;

describe('CatalogSync', () => {
  it('follows components and systems, and nothing else', async () => {
    const { follower, sync } = createSync([
      component('a'),
      { ...component('s'), kind: 'System' },
      { ...component('r'), kind: 'Resource' },
    ]);
    await sync.run(noEnd);
    expect([...follower.known.keys()]).toEqual([
      ...refsOf('a'),
      'system:default/s',
    ]);
  });

  it('reads page by page', async () => {
    const many = Array.from({ length: 450 }, (_, i) => component(`c${i}`));
    const { follower, sync } = createSync(many);
    await sync.run(noEnd);
    expect(follower.known.size).toBe(450);
    expect(follower.evaluated.slice(0, 3).map(page => page.length)).toEqual([
      200, 200, 50,
    ]);
  });

  it('removes what is gone', async () => {
    const { follower, sync } = createSync(
      [component('a'), component('b')],
      [component('a'), component('c')],
    );
    await sync.run(noEnd);
    expect(follower.removed).toEqual(refsOf('b'));
    expect([...follower.known.keys()]).toEqual(refsOf('a', 'c'));
  });

  it('reads again while the catalog of a starting portal fills, and then once a run', async () => {
    const { follower, sync } = createSync(
      [],
      [],
      [component('a')],
      [component('a'), component('b')],
    );
    await sync.run(noEnd);
    expect(follower.evaluated.filter(page => page.length > 0)).toEqual([
      refsOf('a'),
      refsOf('a', 'b'),
      refsOf('a', 'b'),
    ]);
    await sync.run(noEnd);
    expect(follower.evaluated.filter(page => page.length > 0)).toHaveLength(4);
  });

  it('takes an empty catalog for one that is not ready, and removes nothing', async () => {
    const { follower, sync, catalog } = createSync([component('a')], []);
    const end = new AbortController();
    catalog.queryEntities.mockImplementation(
      (
        implementation =>
        async (...args) => {
          const page = await implementation(...args);
          if (catalog.queryEntities.mock.calls.length === 4) {
            end.abort();
          }
          return page;
        }
      )(catalog.queryEntities.getMockImplementation()!),
    );
    await sync.run(end.signal);
    expect(follower.removed).toEqual([]);
    expect([...follower.known.keys()]).toEqual(refsOf('a'));
  });

  it('removes nothing when it fails or is stopped on the way', async () => {
    const many = Array.from({ length: 300 }, (_, i) => component(`c${i}`));
    const { follower, sync } = createSync(many);
    await follower.upsert([{ entityRef: 'component:default/old' }], '0');

    const end = new AbortController();
    const evaluatePage = jest.spyOn(follower, 'evaluatePage');
    evaluatePage.mockImplementationOnce(async () => end.abort());
    await sync.run(end.signal);
    expect(follower.known.size).toBe(201);

    evaluatePage.mockRejectedValueOnce(new Error('no'));
    await expect(sync.run(noEnd)).rejects.toThrow('no');
    expect(follower.removed).toEqual([]);
    expect(follower.known.has('component:default/old')).toBe(true);
  });
});
