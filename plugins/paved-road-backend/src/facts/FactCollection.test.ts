import { mockServices } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { FactCollector } from '@paved-road/plugin-paved-road-node';
import { DateTime } from 'luxon';
import { once } from 'node:events';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { FactCollection } from './FactCollection';
import { FactCollectors } from './FactCollectors';
import { StoredFact } from './FactStore';
import { KnexFactStore } from './KnexFactStore';

const databases = createTestDatabases();

function createComponent(name: string, changes: object = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', ...changes },
  };
}

type Collect = FactCollector['collect'];

const finds =
  (value: unknown, etag?: string): Collect =>
  async () => ({ status: 'known', value, source: 'the pager', etag });
const fails =
  (error: unknown): Collect =>
  async () => {
    throw error;
  };
const hangs: Collect = () => new Promise(() => {});

const never = new AbortController().signal;
const A = 'component:default/a';

describe('FactCollection', () => {
  async function createCollection(
    collectors: Array<Partial<FactCollector> & { collect: Collect }>,
    entities: Entity[] = [createComponent('a')],
  ) {
    const store = new KnexFactStore(await databases.init('SQLITE_3'));
    const changed: string[] = [];
    const catalog = catalogServiceMock({ entities });
    const collection = new FactCollection({
      store,
      collectors: new FactCollectors({
        collectors: collectors.map(collector => ({
          id: 'incidents',
          title: 'Incidents',
          description: 'Open incidents, from the pager.',
          schema: zod => zod.object({ open: zod.number() }),
          freshness: { hours: 1 },
          cost: 'low',
          ...collector,
        })),
        config: { collectors: {} },
      }),
      catalog,
      auth: mockServices.auth(),
      logger: mockServices.logger.mock(),
      hasScorecard: ({ metadata }) => !metadata.tags?.includes('experiment'),
      onChanged: async entityRefs => {
        changed.push(...entityRefs);
      },
    });
    await collection.expect(entities);
    return {
      collection,
      store,
      catalog,
      changed,
      /** What is stored of a fact of an entity. */
      async factOf(entityRef = A, name = 'incidents'): Promise<StoredFact> {
        const facts = (await store.get([entityRef])).get(entityRef) ?? [];
        return facts.find(fact => fact.name === name)!;
      },
      async outcomeOf(entityRef = A) {
        return (await collection.factsFor([entityRef])).get(entityRef)!;
      },
    };
  }

  const minutesUntilDue = ({ dueAt }: StoredFact) =>
    DateTime.fromISO(dueAt).diffNow('minutes').minutes;

  it('collects what is due and tells who has something new', async () => {
    const entities = [createComponent('a'), createComponent('b')];
    const { collection, changed, outcomeOf, factOf } = await createCollection(
      [{ collect: finds({ open: 2 }) }],
      entities,
    );
    await expect(outcomeOf()).resolves.toEqual({
      incidents: {
        status: 'unknown',
        reason: 'Incidents: not collected yet.',
      },
    });
    await expect(collection.statesOf(A)).resolves.toEqual([
      {
        status: 'unknown',
        name: 'incidents',
        title: 'Incidents',
        reason: 'Not collected yet',
      },
    ]);

    await collection.run(never);
    expect(changed.sort()).toEqual(entities.map(e => stringifyEntityRef(e)));
    await expect(outcomeOf()).resolves.toEqual({
      incidents: { status: 'known', value: { open: 2 } },
    });
    await expect(collection.statesOf(A)).resolves.toEqual([
      {
        status: 'known',
        name: 'incidents',
        title: 'Incidents',
        source: 'the pager',
        collectedAt: expect.any(String),
      },
    ]);
    const minutes = minutesUntilDue(await factOf());
    expect(minutes).toBeGreaterThan(53);
    expect(minutes).toBeLessThan(67);

    changed.length = 0;
    await collection.expire('incidents');
    await collection.run(never);
    expect(changed).toEqual([]);
  });

  it('asks only for what is newer than what it has', async () => {
    const calls: unknown[] = [];
    const { collection, outcomeOf } = await createCollection([
      {
        async collect({ previous }) {
          calls.push(previous);
          return previous
            ? { status: 'not-modified' }
            : { status: 'known', value: { open: 1 }, source: '', etag: 'e1' };
        },
      },
    ]);
    await collection.run(never);
    await collection.expire('incidents');
    await collection.run(never);
    expect(calls).toEqual([undefined, { value: { open: 1 }, etag: 'e1' }]);
    await expect(outcomeOf()).resolves.toMatchObject({
      incidents: { status: 'known' },
    });

    // Somebody else declares a relation, or the catalog processes it again: nothing that it declares.
    await collection.expect([
      {
        ...createComponent('a', { uid: 'u', etag: 'e', generation: 2 }),
        relations: [{ type: 'hasPart', targetRef: 'component:default/b' }],
      },
    ]);
    await collection.run(never);
    expect(calls).toHaveLength(2);
    await collection.expect([createComponent('a', { labels: { tier: '1' } })]);
    await collection.run(never);
    expect(calls[2]).toBeUndefined();
  });

  it.each<[string, Collect, string | RegExp]>([
    ['rejects', fails(new Error('the pager is down.')), 'the pager is down'],
    [
      'throws at once',
      () => {
        throw new Error('no token');
      },
      'no token',
    ],
    ['rejects with a text', fails('broken'), 'broken'],
    ['rejects with nothing', fails(undefined), "unknown error 'undefined'"],
    [
      'rejects with what is not even a text',
      fails(Object.create(null)),
      "unknown error of type 'object'",
    ],
    [
      'rejects with an error without a message',
      fails(new Error('')),
      'the collector failed without a message',
    ],
    [
      'may not read',
      fails(new NotAllowedError('the token may not read incidents')),
      'not allowed: the token may not read incidents',
    ],
    [
      'finds nothing there',
      fails(new NotFoundError('service a')),
      'not found: service a',
    ],
    ['hangs', hangs, 'no answer within 0.1 seconds'],
    [
      'gives up when it is told to',
      ({ signal }) =>
        once(signal, 'abort').then(() => {
          throw new Error('AbortError');
        }),
      'no answer within 0.1 seconds',
    ],
    [
      'finds another shape',
      finds({ open: 'many' }),
      /^the value does not match the schema of the collector: open: .*number/,
    ],
    ['finds undefined', finds(undefined), 'the collector returned no value'],
    ['finds what JSON cannot keep', finds({ open: 1n }), /BigInt/],
    [
      'finds too much',
      finds({ open: 1, all: 'x'.repeat(1_000_000) }),
      /^the value has 1000019 bytes as JSON, 1000000 are allowed$/,
    ],
    [
      'returns something else than a fact',
      (async () => ({ open: 1 })) as never,
      /^the collector returned something else than a fact: status: /,
    ],
    [
      'returns nothing',
      (async () => undefined) as never,
      /^the collector returned something else than a fact: value: /,
    ],
    [
      'says not modified of nothing',
      async () => ({ status: 'not-modified' }),
      'the collector said "not-modified" of a value that it does not have',
    ],
  ])(
    'knows why a fact is unknown when a collector %s',
    async (_, collect, reason) => {
      const { collection, factOf, outcomeOf, changed } = await createCollection(
        [
          { collect, timeout: { milliseconds: 100 } },
          { id: 'other', collect: finds({ open: 0 }) },
        ],
      );
      await collection.run(never);

      const fact = await factOf();
      expect(fact).toMatchObject({
        status: 'unknown',
        reason: expect.stringMatching(reason),
        failures: 1,
      });
      expect(minutesUntilDue(fact)).toBeGreaterThan(0.8);
      expect(minutesUntilDue(fact)).toBeLessThan(1.1);
      expect(changed).toContain(A);
      const { incidents, other } = await outcomeOf();
      expect(other).toMatchObject({ status: 'known' });
      expect(incidents).toMatchObject({
        status: 'unknown',
        reason: expect.stringMatching(/^Incidents: .*\.$/),
      });
      await expect(collection.statesOf(A)).resolves.toContainEqual({
        status: 'unknown',
        name: 'incidents',
        title: 'Incidents',
        reason: expect.stringMatching(reason),
        triedAt: expect.any(String),
        nextTryAt: fact.dueAt,
      });
    },
  );

  it('waits longer after each failure, and knows again when it works', async () => {
    let healthy = false;
    const { collection, store, factOf, outcomeOf, changed } =
      await createCollection([
        {
          collect: context =>
            healthy
              ? finds({ open: 0 })(context)
              : fails(new Error('down'))(context),
        },
      ]);
    const waits: number[] = [];
    for (let failure = 0; failure < 12; failure += 1) {
      await store.expire('incidents');
      await collection.run(never);
      waits.push(minutesUntilDue(await factOf()));
    }
    for (const [index, usual] of [1, 2, 4, 8, 16].entries()) {
      expect(waits[index]).toBeGreaterThan(usual * 0.9 - 0.2);
      expect(waits[index]).toBeLessThan(usual * 1.1);
    }
    expect(waits[11]).toBeLessThan(6 * 66);
    expect(waits[11]).toBeGreaterThan(6 * 53);
    expect(changed).toEqual([A]);
    // Not when it was tried, so that a scorecard stays as it is meanwhile.
    await expect(outcomeOf()).resolves.toMatchObject({
      incidents: { reason: 'Incidents: down.' },
    });
    await store.expire('incidents');

    healthy = true;
    await collection.run(never);
    expect(changed).toEqual([A, A]);
    await expect(outcomeOf()).resolves.toMatchObject({
      incidents: { status: 'known' },
    });
  });

  it('has an outcome for each collector, whatever the entity', async () => {
    const { collection } = await createCollection([
      { collect: finds({ open: 0 }), filter: { kind: 'api' } },
    ]);
    const outcome = {
      incidents: {
        status: 'unknown',
        reason: 'Incidents: not collected for an entity like this.',
      },
    };
    await expect(
      collection.factsFor([A, 'component:default/nobody']),
    ).resolves.toEqual(
      new Map([
        [A, outcome],
        ['component:default/nobody', outcome],
      ]),
    );
    await expect(collection.statesOf(A)).resolves.toEqual([]);
    await collection.collectNow(createComponent('a'), never);
  });

  it('collects nothing for entities without a scorecard', async () => {
    const { collection, store } = await createCollection([
      { collect: finds({ open: 0 }) },
    ]);
    await collection.run(never);
    const experiment = createComponent('a', { tags: ['experiment'] });
    await collection.expect([experiment]);
    await collection.collectNow(experiment, never);
    await expect(store.get([A])).resolves.toEqual(new Map());
  });

  it('forgets the facts of entities that are gone', async () => {
    const { collection, store } = await createCollection([
      { collect: finds({ open: 0 }) },
    ]);
    const gone = createComponent('gone');
    await collection.expect([gone]);
    await collection.run(never);
    const left = await store.get([A, stringifyEntityRef(gone)]);
    expect([...left.keys()]).toEqual([A]);
  });

  it('reads the entities of a batch at once, and runs as many calls at a time as their cost allows', async () => {
    const running = { high: 0, low: 0 };
    const most = { high: 0, low: 0 };
    const counts =
      (cost: 'high' | 'low'): Collect =>
      async context => {
        running[cost] += 1;
        most[cost] = Math.max(most[cost], running[cost]);
        await new Promise(resolve => {
          setTimeout(resolve, 2);
        });
        running[cost] -= 1;
        return await finds({ open: 0 })(context);
      };
    const entities = Array.from({ length: 130 }, (_, i) =>
      createComponent(`c${i}`),
    );
    const { collection, catalog, changed } = await createCollection(
      [
        { id: 'quick', collect: counts('low') },
        { id: 'metered', collect: counts('high'), cost: 'high' },
      ],
      entities,
    );
    const read = jest.spyOn(catalog, 'getEntitiesByRefs');
    await collection.run(never);

    expect(most).toEqual({ high: 2, low: 32 });
    expect(new Set(changed).size).toBe(130);
    // 64 quick ones and 4 metered ones at a time.
    expect(read).toHaveBeenCalledTimes(3 + 33);
  });

  it('leaves what it does not finish to others when it is stopped', async () => {
    const stop = new AbortController();
    const started: string[] = [];
    const { collection, store, factOf } = await createCollection(
      [
        {
          async collect({ entity }) {
            started.push(entity.metadata.name);
            if (started.length === 2) {
              stop.abort();
            }
            return await hangs({} as never);
          },
        },
      ],
      [createComponent('a'), createComponent('b')],
    );
    await collection.run(stop.signal);
    expect(started).toHaveLength(2);
    await expect(factOf()).resolves.toMatchObject({ status: 'pending' });

    const inAWhile = DateTime.utc().plus({ minutes: 5 });
    await expect(
      store.claim({
        names: ['incidents'],
        limit: 10,
        now: inAWhile.toISO(),
        expiresAt: inAWhile.toISO(),
      }),
    ).resolves.toHaveLength(2);
  });

  it('collects the facts of one entity when somebody asks, due or not', async () => {
    let open = 0;
    const { collection, outcomeOf, changed } = await createCollection([
      {
        collect: context => {
          open += 1;
          return finds({ open })(context);
        },
      },
      { id: 'broken', collect: fails(new Error('down')) },
    ]);
    const signal = new AbortController().signal;
    await collection.collectNow(createComponent('a'), signal);
    await collection.collectNow(createComponent('a'), signal);
    await expect(outcomeOf()).resolves.toMatchObject({
      incidents: { status: 'known', value: { open: 2 } },
      broken: { status: 'unknown' },
    });
    await collection.collectNow(createComponent('new'), signal);
    await expect(outcomeOf('component:default/new')).resolves.toMatchObject({
      incidents: { status: 'known', value: { open: 3 } },
    });
    expect(changed).toEqual([]);
  });

  it('does not let a collector that hangs hold up others, nor somebody who waits', async () => {
    const { collection, outcomeOf } = await createCollection([
      { id: 'stuck', collect: hangs, cost: 'high' },
      { collect: finds({ open: 0 }) },
    ]);
    const patience = AbortSignal.timeout(300);
    await collection.collectNow(createComponent('a'), patience);
    await expect(outcomeOf()).resolves.toMatchObject({
      stuck: { status: 'unknown', reason: 'Incidents: not collected yet.' },
      incidents: { status: 'known' },
    });
  });

  it('does not let who waits wait for a turn longer than they want to', async () => {
    const entities = ['a', 'b', 'c'].map(name => createComponent(name));
    const called = Promise.withResolvers<void>();
    let calls = 0;
    const { collection } = await createCollection(
      [
        {
          cost: 'high',
          collect: context => {
            calls += 1;
            if (calls === 2) {
              called.resolve();
            }
            return hangs(context);
          },
        },
      ],
      entities,
    );
    const background = new AbortController();
    const running = collection.run(background.signal);
    await called.promise;

    const signal = AbortSignal.timeout(300);
    await collection.collectNow(entities[2], signal);
    expect(calls).toBe(2);
    background.abort();
    await running;
  });

  it('keeps what JSON holds of a value that the schema makes something else of', async () => {
    const days = ['2026-01-01', '2026-01-02'];
    const { collection, outcomeOf, changed } = await createCollection([
      {
        schema: zod => zod.object({ day: zod.coerce.date() }),
        collect: async () => ({
          status: 'known',
          value: { day: days.shift() },
          source: 'the pager',
        }),
      },
      {
        id: 'large',
        schema: zod => zod.object({ count: zod.coerce.bigint() }),
        collect: finds({ count: '1' }),
      },
    ]);
    await collection.run(never);
    changed.length = 0;
    await collection.expire('incidents');
    await collection.run(never);

    expect(changed).toEqual([A]);
    await expect(outcomeOf()).resolves.toMatchObject({
      incidents: { value: { day: '2026-01-02T00:00:00.000Z' } },
      large: { reason: expect.stringMatching(/BigInt/) },
    });
  });

  it('says that the catalog could not be read, and collects later', async () => {
    const { collection, catalog, store, outcomeOf } = await createCollection([
      { collect: finds({ open: 0 }) },
    ]);
    jest
      .spyOn(catalog, 'getEntitiesByRefs')
      .mockRejectedValueOnce(new Error('the catalog is away'));
    await expect(collection.run(never)).rejects.toThrow('the catalog is away');
    await store.expire('incidents');
    await collection.run(never);
    await expect(outcomeOf()).resolves.toMatchObject({
      incidents: { status: 'known' },
    });
  });
});
