import { mockServices } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError, toError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  CollectedFact,
  FactCollector,
  SourceLimitedError,
} from '@paved-road/plugin-paved-road-node';
import { DateTime, Duration, DurationLikeObject } from 'luxon';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { FactCollection } from './FactCollection';
import { FactCollectors } from './FactCollectors';
import { StoredFact } from './StoredFact';
import { FactPointStore } from './FactPointStore';
import { FactReader } from './FactReader';
import { FactQueue } from './FactQueue';
import { FactStore } from './FactStore';

const databases = createTestDatabases();

function createComponent(name: string, changes: object = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', ...changes },
  };
}

/** As many as there are to be, named c0 and so on. */
function createComponents(count: number, prefix = 'c'): Entity[] {
  return Array.from({ length: count }, (_, index) =>
    createComponent(`${prefix}${index}`),
  );
}

type Collect = FactCollector['collect'];

type Known = Extract<CollectedFact, { status: 'known' }>;

const found = (value: unknown, more: Partial<Known> = {}): Known => ({
  status: 'known',
  value,
  source: 'the pager',
  ...more,
});
const finds =
  (value: unknown, more: Partial<Known> = {}): Collect =>
  async () =>
    found(value, more);
const fails =
  (error: unknown): Collect =>
  async () => {
    throw error;
  };

/** A source that can fail, also for some of those that it is asked about. */
class Pager {
  /** Names of those it was asked about. */
  calls: string[] = [];
  errorFor: (name: string) => Error | undefined = () => undefined;

  set error(error: Error | undefined) {
    this.errorFor = () => error;
  }

  readonly collect: Collect = async context => {
    const { name } = context.entity.metadata;
    this.calls.push(name);
    const error = this.errorFor(name);
    return await (error ? fails(error) : finds({ open: 2 }))(context);
  };
}
const hangs: Collect = () => new Promise(() => {});

const never = new AbortController().signal;
const A = 'component:default/a';

describe('FactCollection', () => {
  async function createCollection(
    collectors: Array<Partial<FactCollector> & { collect: Collect }>,
    entities: Entity[] = [createComponent('a')],
  ) {
    const knex = await databases.init('SQLITE_3');
    const store = new FactStore(knex);
    const changed: string[] = [];
    const clock = { ahead: Duration.fromMillis(0) };
    const catalog = catalogServiceMock({ entities });
    const queue = new FactQueue(knex);
    const factCollectors = new FactCollectors({
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
    });
    const reader = new FactReader({ store, collectors: factCollectors });
    const collection = new FactCollection({
      store,
      queue,
      collectors: factCollectors,
      catalog,
      auth: mockServices.auth(),
      logger: mockServices.logger.mock(),
      hasScorecard: ({ metadata }) => !metadata.tags?.includes('experiment'),
      onChanged: async entityRefs => {
        changed.push(...entityRefs);
      },
      now: () => DateTime.utc().plus(clock.ahead),
    });
    const outcomeOf = async (entityRef = A) =>
      (await reader.factsFor([entityRef])).get(entityRef)!;
    await collection.expect(entities);
    return {
      collection,
      knex,
      /** Lets time pass since the start of the test, then collects what is due. */
      async runAfter(since: DurationLikeObject) {
        clock.ahead = Duration.fromObject(since);
        await collection.endOverdue(never);
        await collection.run(never);
      },
      async versionOf(entityRef = A) {
        return (await reader.versionsFor([entityRef])).get(entityRef);
      },
      store,
      queue,
      reader,
      clock,
      catalog,
      changed,
      /** What is stored of a fact of an entity. */
      async factOf(entityRef = A, name = 'incidents'): Promise<StoredFact> {
        const facts = (await store.get([entityRef])).get(entityRef) ?? [];
        return facts.find(fact => fact.name === name)!;
      },
      outcomeOf,
      async incidentsOf(entityRef = A) {
        return (await outcomeOf(entityRef)).incidents;
      },
    };
  }

  const minutesUntilDue = ({ dueAt }: StoredFact) =>
    DateTime.fromISO(dueAt).diffNow('minutes').minutes;

  it('collects what is due and tells who has something new', async () => {
    const entities = [createComponent('a'), createComponent('b')];
    const { collection, changed, incidentsOf, factOf, reader } =
      await createCollection([{ collect: finds({ open: 2 }) }], entities);
    await expect(incidentsOf()).resolves.toEqual({
      status: 'unknown',
      reason: 'Incidents: not collected yet.',
    });
    await expect(reader.statesOf(A)).resolves.toEqual([
      {
        status: 'unknown',
        name: 'incidents',
        title: 'Incidents',
        reason: 'Not collected yet',
      },
    ]);

    await collection.run(never);
    expect(changed.sort()).toEqual(entities.map(e => stringifyEntityRef(e)));
    await expect(incidentsOf()).resolves.toEqual({
      status: 'known',
      value: { open: 2 },
    });
    await expect(reader.statesOf(A)).resolves.toEqual([
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
    const etags: unknown[] = [];
    const { collection, incidentsOf } = await createCollection([
      {
        async collect({ previous, lastEtag }) {
          calls.push(previous);
          etags.push(lastEtag);
          return previous
            ? { status: 'not-modified' }
            : found({ open: 1 }, { etag: 'e1' });
        },
      },
    ]);
    await collection.run(never);
    await collection.expire('incidents');
    await collection.run(never);
    expect(calls).toEqual([undefined, { value: { open: 1 }, etag: 'e1' }]);
    await expect(incidentsOf()).resolves.toMatchObject({ status: 'known' });

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
    expect(etags).toEqual([undefined, 'e1', 'e1']);
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
      'the collector returned "not-modified" without a previous value',
    ],
  ])(
    'knows why a fact is unknown when a collector %s',
    async (_, collect, reason) => {
      const { collection, factOf, outcomeOf, changed, reader } =
        await createCollection([
          { collect, timeout: { milliseconds: 100 } },
          { id: 'other', collect: finds({ open: 0 }) },
        ]);
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
      await expect(reader.statesOf(A)).resolves.toContainEqual({
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
    const pager = new Pager();
    pager.error = new Error('down');
    const { collection, store, factOf, incidentsOf, changed } =
      await createCollection([{ collect: pager.collect }]);
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
    await expect(incidentsOf()).resolves.toMatchObject({
      reason: 'Incidents: down.',
    });
    await store.expire('incidents');

    pager.error = undefined;
    await collection.run(never);
    expect(changed).toEqual([A, A]);
    await expect(incidentsOf()).resolves.toMatchObject({ status: 'known' });
  });

  it('has an outcome for each collector, whatever the entity', async () => {
    const { collection, reader } = await createCollection([
      { collect: finds({ open: 0 }), filter: { kind: 'api' } },
    ]);
    const outcome = {
      incidents: {
        status: 'unknown',
        reason: 'Incidents: not collected for an entity like this.',
      },
    };
    await expect(
      reader.factsFor([A, 'component:default/nobody']),
    ).resolves.toEqual(
      new Map([
        [A, outcome],
        ['component:default/nobody', outcome],
      ]),
    );
    await expect(reader.statesOf(A)).resolves.toEqual([]);
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

  it('reads the entities of a claim at once, and runs as many calls of a source at a time as its cost allows', async () => {
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
    const entities = createComponents(130);
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
    const { collection, queue, factOf } = await createCollection(
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
      queue.claim({
        name: 'incidents',
        longestDelayMs: 3_600_000,
        limit: 10,
        now: inAWhile.toISO(),
        expiresAt: inAWhile.toISO(),
      }),
    ).resolves.toHaveLength(2);
  });

  it('collects the facts of one entity when somebody asks, due or not', async () => {
    let open = 0;
    const { collection, outcomeOf, incidentsOf, changed } =
      await createCollection([
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
    await expect(incidentsOf('component:default/new')).resolves.toMatchObject({
      status: 'known',
      value: { open: 3 },
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
    const { collection, catalog, store, incidentsOf } = await createCollection([
      { collect: finds({ open: 0 }) },
    ]);
    jest
      .spyOn(catalog, 'getEntitiesByRefs')
      .mockRejectedValueOnce(new Error('the catalog is away'));
    await expect(collection.run(never)).rejects.toThrow('the catalog is away');
    await store.expire('incidents');
    await collection.run(never);
    await expect(incidentsOf()).resolves.toMatchObject({ status: 'known' });
  });

  it('collects at once after the clock was ahead by two days', async () => {
    const pager = new Pager();
    const { runAfter, factOf } = await createCollection([
      { collect: pager.collect },
    ]);
    await runAfter({ days: 2 });
    await runAfter({ minutes: 1 });
    expect(pager.calls).toHaveLength(2);
    expect(minutesUntilDue(await factOf())).toBeLessThan(70);
    await runAfter({ minutes: 2 });
    expect(pager.calls).toHaveLength(2);

    pager.error = new SourceLimitedError(
      'limit',
      DateTime.utc().plus({ days: 2, hours: 3 }).toJSDate(),
    );
    await runAfter({ days: 2, hours: 2 });
    expect(pager.calls).toHaveLength(3);
    await runAfter({ minutes: 3 });
    expect(pager.calls).toHaveLength(4);
  });

  describe('while a source fails', () => {
    it('holds what was read before the entity was there', async () => {
      const pager = new Pager();
      pager.error = new Error('the pager is down');
      const { collection, knex, incidentsOf } = await createCollection([
        { collect: pager.collect },
      ]);
      const store = new FactStore(knex);
      await store.remove([A]);
      await store.addFirst(A, [
        { name: 'incidents', value: { open: 0 }, source: 'the checkout' },
      ]);
      await collection.expect([createComponent('a')]);
      await collection.run(never);
      expect(pager.calls).toEqual(['a']);
      await expect(incidentsOf()).resolves.toEqual({
        status: 'known',
        value: { open: 0 },
      });
    });

    it('holds what it knows for a grace, and tells so', async () => {
      const pager = new Pager();
      const {
        collection,
        changed,
        runAfter,
        incidentsOf,
        versionOf,
        factOf,
        reader,
      } = await createCollection([{ collect: pager.collect }]);
      await collection.run(never);
      const version = await versionOf();
      changed.length = 0;

      pager.error = new Error('the pager is down');
      await runAfter({ hours: 2 });
      await expect(incidentsOf()).resolves.toEqual({
        status: 'known',
        value: { open: 2 },
      });
      const fact = await factOf();
      const { since } = (fact.status === 'known' && fact.failing) || {};
      const hour = 3_600_000;
      const [state] = await reader.statesOf(A);
      expect(state).toMatchObject({
        status: 'known',
        source: 'the pager',
        failing: { reason: 'the pager is down', since, nextTryAt: fact.dueAt },
      });
      expect(
        Date.parse((state as { expiresAt: string }).expiresAt) -
          Date.parse(since!),
      ).toBe(24 * hour);
      for (let hours = 3; hours < 26; hours += 1) {
        await runAfter({ hours });
      }
      expect(changed).toEqual([]);
      await expect(versionOf()).resolves.toBe(version);
      // Once an hour at first, and less and less often.
      expect(pager.calls.length).toBeLessThan(15);

      await runAfter({ hours: 26, minutes: 1 });
      expect(changed).toEqual([A]);
      const minute = `${since!.slice(0, 16).replace('T', ' ')} UTC`;
      await expect(incidentsOf()).resolves.toEqual({
        status: 'unknown',
        reason: `Incidents: the pager is down, since ${minute}.`,
      });
      await expect(reader.statesOf(A)).resolves.toMatchObject([
        { status: 'unknown', reason: `the pager is down, since ${minute}` },
      ]);
      const lost = await versionOf();
      await runAfter({ hours: 40 });
      await expect(versionOf()).resolves.toBe(lost);

      pager.error = undefined;
      await runAfter({ hours: 47 });
      expect(changed).toEqual([A, A]);
      await expect(versionOf()).resolves.toBe(version);
    });

    it.each<[string, Error, object]>([
      ['there is no grace', new Error('down'), { grace: { hours: 0 } }],
      ['the source knows nothing of the entity', new NotFoundError('a'), {}],
    ])('does not know at once where %s', async (_, error, more) => {
      const pager = new Pager();
      const { collection, runAfter, incidentsOf } = await createCollection([
        { collect: pager.collect, ...more },
      ]);
      await collection.run(never);
      pager.error = error;
      await runAfter({ hours: 2 });
      await expect(incidentsOf()).resolves.toMatchObject({ status: 'unknown' });
    });

    it('holds a value over an edit of the entity, unless the entity is somewhere else now', async () => {
      const pager = new Pager();
      const at = (annotation: string, more: object = {}) =>
        createComponent('a', {
          annotations: { 'acme.com/pager': annotation },
          ...more,
        });
      const catalog = [at('search')];
      const { collection, incidentsOf } = await createCollection(
        [{ collect: pager.collect }],
        catalog,
      );
      await collection.run(never);
      pager.error = new Error('down');
      await collection.collectNow(at('search', { description: 'new' }), never);
      await expect(incidentsOf()).resolves.toMatchObject({ status: 'known' });
      await collection.collectNow(at('green'), never);
      await expect(incidentsOf()).resolves.toMatchObject({
        status: 'unknown',
        reason: expect.stringMatching(/^Incidents: down, since /),
      });
    });

    it('does not hold a value that the collector would not return any more', async () => {
      const pager = new Pager();
      const { collection, knex, runAfter, incidentsOf } =
        await createCollection([{ collect: pager.collect }]);
      await collection.run(never);
      await knex('facts').update({ value: '{"count":2}' });
      pager.error = new Error('down');
      await runAfter({ hours: 2 });
      await expect(incidentsOf()).resolves.toMatchObject({ status: 'unknown' });
    });

    it('knows all in one pass when the source works again, and does not ask more of what fails by itself', async () => {
      const pager = new Pager();
      const down = new Error('down');
      pager.errorFor = name => (name === 'c0' ? down : undefined);
      const entities = createComponents(100);
      const { runAfter, collection, factOf } = await createCollection(
        [{ collect: pager.collect }],
        entities,
      );
      await collection.run(never);
      for (let hours = 1; hours < 20; hours += 1) {
        await runAfter({ hours });
      }
      pager.error = down;
      for (let minutes = 20 * 60; minutes < 40 * 60; minutes += 30) {
        await runAfter({ minutes });
      }
      const failing = async (name: string) => {
        const fact = await factOf(`component:default/${name}`);
        return fact.status === 'known' && fact.failing !== undefined;
      };
      await expect(failing('c7')).resolves.toBe(true);

      pager.errorFor = name => (name === 'c0' ? down : undefined);
      pager.calls = [];
      await runAfter({ hours: 43 });
      expect(new Set(pager.calls).size).toBeGreaterThanOrEqual(99);
      const states = await Promise.all(
        entities.map(({ metadata }) => failing(metadata.name)),
      );
      expect(states.filter(Boolean)).toEqual([]);
      expect(pager.calls.filter(name => name === 'c0').length).toBeLessThan(2);
    });
  });

  describe('when a source takes no more calls', () => {
    const limitFor = (duration: DurationLikeObject) =>
      new SourceLimitedError(
        'the limit of the pager is reached',
        DateTime.utc().plus(duration).toJSDate(),
      );

    it('lets the collector rest, and no other, and counts no failure', async () => {
      const pager = new Pager();
      const entities = ['a', 'b', 'c'].map(name => createComponent(name));
      const {
        collection,
        runAfter,
        outcomeOf,
        factOf,
        changed,
        versionOf,
        reader,
      } = await createCollection(
        [
          { cost: 'high', collect: pager.collect },
          { id: 'other', cost: 'high', collect: finds({ open: 0 }) },
        ],
        entities,
      );
      await collection.run(never);
      const version = await versionOf();
      const pending = createComponent('d');
      pager.error = limitFor({ hours: 1, minutes: 30 });
      changed.length = 0;
      pager.calls = [];
      await runAfter({ hours: 1, minutes: 10 });
      // Two at the same time; the third one needs no answer any more.
      expect(pager.calls.length).toBeLessThan(3);
      expect(changed).toEqual([]);
      await expect(versionOf()).resolves.toBe(version);
      await expect(outcomeOf()).resolves.toMatchObject({
        incidents: { status: 'known' },
        other: { status: 'known' },
      });
      await expect(factOf()).resolves.toMatchObject({
        status: 'known',
        failing: { reason: 'the limit of the pager is reached' },
      });
      expect((await factOf(A, 'other')).dueAt > (await factOf()).dueAt).toBe(
        true,
      );

      pager.calls = [];
      await collection.collectNow(pending, never);
      expect(pager.calls).toEqual([]);
      await expect(
        reader.statesOf('component:default/d'),
      ).resolves.toMatchObject([
        {
          status: 'unknown',
          reason: 'Not collected yet: the limit of the pager is reached',
        },
        { status: 'known' },
      ]);

      pager.error = undefined;
      await runAfter({ hours: 2, minutes: 45 });
      expect(pager.calls).toHaveLength(3);
      const fact = await factOf();
      expect(fact).not.toHaveProperty('failing');
    });

    it.each([
      ['one by one', undefined],
      ['at once', 10],
    ])(
      'lets the others of a collector go on that tells them apart, asked %s',
      async (_, size) => {
        const pager = new Pager();
        const sourceOf = ({ metadata }: Entity) => {
          if (metadata.name.startsWith('lost')) {
            throw new Error('it has no pager');
          }
          return metadata.name.split('-')[0];
        };
        const entities = ['one', 'two', 'lost'].flatMap(source =>
          createComponents(30, `${source}-`),
        );
        const { collection, runAfter, changed, factOf } =
          await createCollection(
            [
              {
                cost: 'high',
                sourceOf,
                collect: pager.collect,
                ...(size && {
                  batch: {
                    size,
                    collect: contexts =>
                      Promise.all(
                        contexts.map(context =>
                          pager.collect(context).catch(toError),
                        ),
                      ),
                  },
                }),
              },
            ],
            entities,
          );
        const callsOf = (source: string) =>
          new Set(pager.calls.filter(name => name.startsWith(source))).size;
        const statesOf = async (source: string) => {
          const facts = await Promise.all(
            entities
              .map(({ metadata }) => metadata.name)
              .filter(name => name.startsWith(source))
              .map(name => factOf(`component:default/${name}`)),
          );
          return new Set(
            facts.map(fact =>
              fact.status === 'known' && fact.failing ? 'holds' : fact.status,
            ),
          );
        };
        await collection.run(never);
        expect(pager.calls).toHaveLength(90);

        pager.errorFor = name =>
          name.startsWith('one') ? limitFor({ minutes: 90 }) : undefined;
        pager.calls = [];
        changed.length = 0;
        await runAfter({ minutes: 70 });
        expect([callsOf('two'), callsOf('lost')]).toEqual([30, 30]);
        // Those that were under way when the first one was limited.
        expect(callsOf('one')).toBeLessThanOrEqual(2 * (size ?? 1));
        expect(changed.filter(ref => ref.includes('one-'))).toEqual([]);
        await expect(statesOf('one')).resolves.toEqual(new Set(['holds']));
        await expect(statesOf('two')).resolves.toEqual(new Set(['known']));

        pager.error = undefined;
        pager.calls = [];
        await runAfter({ minutes: 85 });
        expect(pager.calls).toEqual([]);
        await runAfter({ minutes: 70 + 95 });
        expect(callsOf('one')).toBe(30);
        await expect(statesOf('one')).resolves.toEqual(new Set(['known']));
      },
    );

    it.each<[string, DurationLikeObject, number, number]>([
      ['a year from now', { years: 1 }, 119, 121],
      ['long ago', { years: -1 }, 0.1, 0.2],
    ])(
      'rests for a bounded time if the source says %s',
      async (_, retryAfter, least, most) => {
        const pager = new Pager();
        pager.error = limitFor(retryAfter);
        const { collection, factOf } = await createCollection([
          { collect: pager.collect },
        ]);
        await collection.run(never);
        expect(pager.calls).toHaveLength(1);
        const minutes = minutesUntilDue(await factOf());
        expect(minutes).toBeGreaterThan(least);
        expect(minutes).toBeLessThan(most);
      },
    );

    it('does not know any more what could not be confirmed for the grace', async () => {
      const pager = new Pager();
      const { collection, runAfter, incidentsOf } = await createCollection([
        { collect: pager.collect },
      ]);
      await collection.run(never);
      pager.error = limitFor({ days: 10 });
      for (let hours = 2; hours < 26; hours += 1) {
        await runAfter({ hours });
      }
      await expect(incidentsOf()).resolves.toMatchObject({ status: 'known' });
      await runAfter({ hours: 28 });
      await expect(incidentsOf()).resolves.toMatchObject({
        status: 'unknown',
        reason: expect.stringContaining('the limit of the pager is reached'),
      });
    });

    it('takes the error by its name, and without a time for a failure', async () => {
      const { collection, factOf } = await createCollection([
        {
          collect: fails(
            Object.assign(new Error('slow down'), {
              name: 'SourceLimitedError',
            }),
          ),
        },
      ]);
      await collection.run(never);
      await expect(factOf()).resolves.toMatchObject({
        status: 'unknown',
        reason: 'slow down',
        failures: 1,
      });
    });
  });

  describe('of a collector that answers for many entities', () => {
    type Batch = NonNullable<FactCollector['batch']>;

    async function createBatches(
      size: number,
      count: number,
      collect: Batch['collect'],
      more: Partial<FactCollector> = {},
    ) {
      return await createCollection(
        [
          {
            cost: 'high',
            collect: fails(new Error('one by one')),
            batch: { size, collect },
            ...more,
          },
        ],
        createComponents(count),
      );
    }

    const nameOf = ({ entity }: { entity: Entity }) => entity.metadata.name;

    it('gives each entity its own time where its source does not answer for many', async () => {
      const of = (source: string) => ({
        cost: 'high' as const,
        timeout: { seconds: 1 },
        filter: { 'metadata.annotations.source': source } as never,
      });
      const sizes: number[] = [];
      const { collection, factOf } = await createCollection(
        [
          {
            ...of('many'),
            collect: fails(new Error('one by one')),
            batch: {
              size: 20,
              async collect(contexts) {
                sizes.push(contexts.length);
                return contexts.map(() => found({ open: 1 }));
              },
            },
          },
          {
            ...of('one'),
            collect: async context =>
              await (nameOf(context) === 'one-3' ? hangs : finds({ open: 2 }))(
                context,
              ),
          },
        ],
        ['many', 'one'].flatMap(source =>
          Array.from({ length: 8 }, (_, index) =>
            createComponent(`${source}-${index}`, { annotations: { source } }),
          ),
        ),
      );
      await collection.run(never);
      expect(sizes).toEqual([8]);
      await expect(factOf('component:default/one-3')).resolves.toMatchObject({
        reason: 'no answer within 1 seconds',
      });
      for (const name of ['many-1', 'one-0', 'one-4', 'one-7']) {
        await expect(
          factOf(`component:default/${name}`),
        ).resolves.toMatchObject({ status: 'known' });
      }
    });

    it('saves each call of joined sources, before their claim ends', async () => {
      const filter = (host: string) => ({
        'metadata.tags': { $contains: host },
      });
      const entities = ['a', 'b', 'c', 'd'].map(name =>
        createComponent(name, { tags: [name === 'a' ? 'github' : 'gitlab'] }),
      );
      const { collection, factOf } = await createCollection(
        [
          {
            filter: filter('github'),
            cost: 'high',
            timeout: { seconds: 3 },
            collect: finds({ open: 1 }),
            batch: {
              size: 20,
              collect: async contexts => contexts.map(() => found({ open: 1 })),
            },
          },
          {
            filter: filter('gitlab'),
            timeout: { seconds: 3 },
            collect: async ({ entity, signal }) => {
              // The last call ends once the others are stored.
              while (
                entity.metadata.name === 'd' &&
                !signal.aborted &&
                !(await areKnown('abc'))
              ) {
                await delay(5);
              }
              return found({ open: 2 });
            },
          },
        ],
        entities,
      );
      async function areKnown(names: string) {
        const facts = await Promise.all(
          [...names].map(name => factOf(`component:default/${name}`)),
        );
        return facts.every(({ status }) => status === 'known');
      }
      await collection.run(never);
      await expect(areKnown('abcd')).resolves.toBe(true);
    });

    it('asks for full batches, and reads their entities once', async () => {
      const sizes: number[] = [];
      const { collection, catalog, changed, incidentsOf } = await createBatches(
        50,
        230,
        async contexts => {
          sizes.push(contexts.length);
          return contexts.map(context =>
            found({ open: Number(nameOf(context).slice(1)) }),
          );
        },
      );
      const read = jest.spyOn(catalog, 'getEntitiesByRefs');
      await collection.run(never);
      expect(sizes).toEqual([50, 50, 50, 50, 30]);
      expect(read).toHaveBeenCalledTimes(3);
      expect(changed).toHaveLength(230);
      await expect(
        incidentsOf('component:default/c123'),
      ).resolves.toMatchObject({ value: { open: 123 } });
    });

    it('judges each result by itself', async () => {
      const results: Record<string, unknown> = {
        c0: found({ open: 0 }),
        c1: new NotFoundError('c1'),
        c2: found({ open: 'many' }),
        c3: found({ open: 3n }),
        c4: undefined,
        c5: { status: 'not-modified' },
      };
      const { collection, outcomeOf } = await createBatches(
        10,
        6,
        async contexts =>
          contexts.map(context => results[nameOf(context)]) as never,
      );
      await collection.run(never);
      const outcomes = await Promise.all(
        Object.keys(results).map(async name => {
          const { incidents } = await outcomeOf(`component:default/${name}`);
          return incidents.status === 'known'
            ? incidents.value
            : incidents.reason;
        }),
      );
      expect(outcomes).toEqual([
        { open: 0 },
        'Incidents: not found: c1.',
        expect.stringMatching(/does not match the schema .* open: /),
        expect.stringMatching(/BigInt/),
        expect.stringMatching(/something else than a fact/),
        expect.stringMatching(/"not-modified" without a previous value/),
      ]);
    });

    it.each<[string, Batch['collect'], string]>([
      [
        'fails',
        async () => {
          throw new Error('the pager is down');
        },
        'the pager is down',
      ],
      [
        'returns too little to know what it is about',
        async () => [found({ open: 0 })],
        'the collector returned 1 results for 3 entities',
      ],
      [
        'returns no list',
        (async () => undefined) as never,
        'the collector returned no list of results for 3 entities',
      ],
      ['hangs', () => new Promise(() => {}), 'no answer within 0.1 seconds'],
    ])('knows none of them where the call %s', async (_, collect, reason) => {
      const { collection, factOf } = await createBatches(10, 3, collect, {
        timeout: { milliseconds: 100 },
      });
      await collection.run(never);
      for (const name of ['c0', 'c1', 'c2']) {
        await expect(
          factOf(`component:default/${name}`),
        ).resolves.toMatchObject({ status: 'unknown', reason, failures: 1 });
      }
    });

    it('rests where one of them meets a limit, and keeps the others', async () => {
      let calls = 0;
      const { collection, factOf } = await createBatches(
        2,
        8,
        async contexts => {
          calls += 1;
          return contexts.map((_, index) =>
            index === 0
              ? found({ open: 0 })
              : new SourceLimitedError(
                  'limit',
                  DateTime.utc().plus({ hours: 1 }).toJSDate(),
                ),
          );
        },
      );
      await collection.run(never);
      expect(calls).toBe(2);
      const facts = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          factOf(`component:default/c${index}`),
        ),
      );
      const count = (status: string) =>
        facts.filter(fact => fact.status === status).length;
      expect([count('known'), count('pending')]).toEqual([2, 6]);
      // Those that were not even claimed are due when the collector has rested.
      expect(
        facts.filter(({ dueAt }) => dueAt === new Date(0).toISOString()),
      ).toHaveLength(4);
    });

    it('asks for one entity by itself when somebody waits', async () => {
      const batch = jest.fn();
      const { collection, factOf } = await createBatches(10, 1, batch, {
        collect: finds({ open: 1 }),
      });
      await collection.collectNow(createComponent('c0'), never);
      expect(batch).not.toHaveBeenCalled();
      await expect(factOf('component:default/c0')).resolves.toMatchObject({
        value: { open: 1 },
      });
    });
  });

  it.each([undefined, 20])(
    'collects each fact once in two back ends (%p entities a call)',
    async size => {
      const knex = await databases.init('POSTGRES_18');
      const entities = createComponents(500);
      const asked: string[][] = [[], []];
      const backEnds = asked.map(names => {
        const answer = async ({ entity }: { entity: Entity }) => {
          names.push(entity.metadata.name);
          return found(1);
        };
        return new FactCollection({
          store: new FactStore(knex),
          queue: new FactQueue(knex),
          collectors: new FactCollectors({
            collectors: ['one', 'two', 'three'].map(id => ({
              id,
              title: id,
              description: '',
              schema: zod => zod.number(),
              freshness: { hours: 1 },
              cost: 'medium' as const,
              collect: answer,
              ...(size !== undefined && {
                batch: {
                  size,
                  collect: contexts => Promise.all(contexts.map(answer)),
                },
              }),
            })),
            config: { collectors: {} },
          }),
          catalog: catalogServiceMock({ entities }),
          auth: mockServices.auth(),
          logger: mockServices.logger.mock(),
          onChanged: async () => {},
        });
      });
      await backEnds[0].expect(entities);
      await Promise.all(backEnds.map(backEnd => backEnd.run(never)));
      expect(asked.flat()).toHaveLength(3 * 500);
      const times = Map.groupBy(asked.flat(), name => name);
      expect([...times.values()].every(({ length }) => length === 3)).toBe(
        true,
      );
      expect(Math.min(...asked.map(({ length }) => length))).toBeGreaterThan(0);
    },
  );

  it('keeps numbers by the day for which they are true, as far back as they are kept', async () => {
    const now = DateTime.utc();
    const day = (days: number) => now.minus({ days }).toISODate();
    const { collection, knex } = await createCollection([
      {
        collect: finds(
          { open: 1 },
          {
            observedAt: now.plus({ days: 3 }).toISO(),
            earlier: [500, 399, 20, -3].map(days => ({
              at: now.minus({ days }).setZone('Asia/Tokyo').toISO()!,
              value: { open: days },
            })),
          },
        ),
      },
    ]);
    await collection.run(never);
    const series = await new FactPointStore(knex).series([A], {
      name: 'incidents',
      since: new Date(0),
    });
    expect(series.get(A)).toEqual([
      {
        field: 'open',
        points: [
          { at: day(399), value: 399 },
          { at: day(20), value: 20 },
          { at: day(0), value: 1 },
        ],
      },
    ]);
  });

  it.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-14:00'])(
    'takes %s, which no database has, for a mistake, and saves the others',
    async observedAt => {
      const { collection, outcomeOf } = await createCollection([
        { collect: finds({ open: 1 }, { observedAt }) },
        { id: 'others', collect: finds({ open: 2 }) },
      ]);
      await collection.run(never);
      await expect(outcomeOf()).resolves.toMatchObject({
        incidents: {
          status: 'unknown',
          reason: expect.stringContaining('use a time from 1970 to 9999'),
        },
        others: { status: 'known' },
      });
    },
  );

  it('takes more earlier values than a year has days for a mistake', async () => {
    const { collection, factOf } = await createCollection([
      {
        collect: finds(
          { open: 1 },
          {
            earlier: Array.from({ length: 401 }, () => ({
              at: '2026-01-01T00:00:00Z',
              value: {},
            })),
          },
        ),
      },
    ]);
    await collection.run(never);
    await expect(factOf()).resolves.toMatchObject({
      status: 'unknown',
      reason: expect.stringMatching(/earlier: .*400/),
    });
  });
});
