import { FactCollector } from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { FactCollectorRegistry, FactCollectors } from './FactCollectors';
import { JoinedCollector } from './joinCollectors';

const entity = (host: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: host, annotations: { [host]: 'yes' } },
});
const known = (source: string) => ({
  status: 'known' as const,
  value: { count: 1 },
  source,
});
const { signal } = new AbortController();

const collector = (
  host: string,
  options: Partial<FactCollector<any>> = {},
): FactCollector<any> => ({
  id: 'delivery',
  title: 'Delivery',
  description: 'Some.',
  schema: zod => zod.object({ count: zod.number() }),
  freshness: { hours: 1 },
  cost: 'high',
  filter: { [`metadata.annotations.${host}`]: { $exists: true } } as never,
  collect: async () => known(host),
  ...options,
});

const batch = (host: string, size: number) => ({
  batch: {
    size,
    collect: async (contexts: unknown[]) =>
      contexts.map(() => known(`${host}, ${contexts.length} at once`)),
  },
});

function join(...collectors: FactCollector<any>[]): FactCollector {
  const registry = new FactCollectorRegistry();
  collectors.forEach(each => registry.addFactCollector(each));
  const [joined, ...others] = registry.list();
  expect(others).toEqual([]);
  return joined;
}

describe('a fact of several sources', () => {
  it('asks the source of each entity', async () => {
    const joined = join(
      collector('github'),
      collector('gitlab'),
      collector('gitea'),
    );
    for (const host of ['github', 'gitlab', 'gitea']) {
      await expect(
        joined.collect({ entity: entity(host), signal }),
      ).resolves.toEqual(known(host));
    }
    expect(joined.batch).toBeUndefined();
  });

  it('tells apart which source takes no more calls', async () => {
    const joined = join(
      collector('github', { sourceOf: of => of.metadata.title ?? '' }),
      collector('gitlab'),
      collector('gitea'),
    );
    const acme = entity('github');
    const sources = [
      acme,
      { ...acme, metadata: { ...acme.metadata, title: 'other' } },
      entity('gitlab'),
      entity('gitea'),
    ].map(each => joined.sourceOf!(each));
    expect(new Set(sources).size).toBe(4);
    expect(joined.sourceOf!(entity('github'))).toBe(sources[0]);
  });

  it('answers for many where the source of an entity does', () => {
    const github = batch('github', 20);
    const gitea = batch('gitea', 10);
    const joined = join(
      collector('github', github),
      collector('gitlab'),
      collector('gitea', gitea),
    ) as JoinedCollector;
    expect(joined.batch!.size).toBe(10);
    const batchOf = (host: string) => joined.batchOf(entity(host));
    expect(batchOf('github')).toBe(github.batch);
    expect(batchOf('gitlab')).toBeUndefined();
    expect(batchOf('gitea')).toBe(gitea.batch);
  });

  it('takes objects of a class', async () => {
    class Collector {
      readonly id = 'delivery';
      readonly title = 'Delivery';
      readonly description = 'Some.';
      readonly freshness = { hours: 1 };
      readonly cost = 'high' as const;
      readonly filter;
      constructor(readonly host: string) {
        this.filter = collector(host).filter;
      }
      schema(zod: typeof z) {
        return zod.object({ count: zod.number() });
      }
      async collect() {
        return known(this.host);
      }
    }
    const joined = join(new Collector('github'), new Collector('gitlab'));
    for (const host of ['github', 'gitlab']) {
      await expect(
        joined.collect({ entity: entity(host), signal }),
      ).resolves.toEqual(known(host));
    }
    expect(z.toJSONSchema(joined.schema(z))).toMatchObject({ type: 'object' });
  });

  it('is joined where the facts of a back end are put together, too', async () => {
    const collectors = new FactCollectors({
      collectors: [collector('github'), collector('gitlab')],
      config: { collectors: {} },
    });
    expect(collectors.enabled()).toHaveLength(1);
    await expect(
      collectors.get('delivery')!.collect({ entity: entity('github'), signal }),
    ).resolves.toEqual(known('github'));
  });

  it.each<[string, Partial<FactCollector<any>>]>([
    ['all entities', { filter: undefined }],
    ['another schema', { schema: zod => zod.object({ count: zod.string() }) }],
  ])('is none with %s', (_, options) => {
    const registry = new FactCollectorRegistry();
    registry.addFactCollector(collector('github'));
    expect(() =>
      registry.addFactCollector(collector('gitlab', options)),
    ).toThrow('Fact collector delivery: this id is taken; use another one');
  });
});
