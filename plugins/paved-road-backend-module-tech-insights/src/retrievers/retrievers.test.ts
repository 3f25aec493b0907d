import { FactRetriever } from '@backstage-community/plugin-tech-insights-node';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { readSchedule } from './readSchedule';
import { RetrieverRun } from './RetrieverRun';
import { toFactCollector } from './toFactCollector';
import { toFactSchema } from './toFactSchema';

const entity = { kind: 'Component', namespace: 'default', name: 'Search' };
const ref = 'component:default/search';

const context = {
  config: mockServices.rootConfig(),
  discovery: mockServices.discovery(),
  logger: mockServices.logger.mock({
    child: () => mockServices.logger.mock(),
  }),
  auth: mockServices.auth(),
  urlReader: mockServices.urlReader.mock(),
};

const runOf = (retriever: Partial<FactRetriever>) =>
  new RetrieverRun(
    {
      id: 'some-retriever',
      version: '1.0.0',
      schema: {},
      handler: async () => [],
      ...retriever,
    },
    context,
    { minutes: 5 },
  );

describe('a run of a retriever', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: Date.parse('2026-11-01T12:00:00Z') });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('answers all who ask within a minute', async () => {
    const handler = jest.fn<any, any>(async () => [
      { entity, facts: { calls: handler.mock.calls.length } },
    ]);
    const run = runOf({ handler, entityFilter: [{ kind: 'component' }] });
    const [one, other] = await Promise.all([
      run.get(ref),
      run.get('component:default/other'),
    ]);
    expect([one, other]).toEqual([
      { facts: { calls: 1 }, timestamp: '2026-11-01T12:00:00.000Z' },
      undefined,
    ]);
    expect(handler).toHaveBeenCalledWith(
      expect.objectContaining({ entityFilter: [{ kind: 'component' }] }),
    );
    jest.advanceTimersByTime(59_999);
    expect(await run.get(ref)).toMatchObject({ facts: { calls: 1 } });
    jest.advanceTimersByTime(1);
    expect(await run.get(ref)).toMatchObject({ facts: { calls: 2 } });
  });

  it('runs once at a time, and answers for a minute after its end', async () => {
    const finish: (() => void)[] = [];
    const handler = jest.fn<any, any>(
      () =>
        new Promise(resolve => {
          const facts = { calls: handler.mock.calls.length };
          finish.push(() => resolve([{ entity, facts }]));
        }),
    );
    const run = runOf({ handler });
    const first = run.get(ref);
    await jest.advanceTimersByTimeAsync(120_000);
    const second = run.get(ref);
    expect(handler).toHaveBeenCalledTimes(1);
    finish[0]();
    expect(await Promise.all([first, second])).toMatchObject([
      { facts: { calls: 1 } },
      { facts: { calls: 1 } },
    ]);
    await jest.advanceTimersByTimeAsync(59_999);
    expect(await run.get(ref)).toMatchObject({ facts: { calls: 1 } });
    await jest.advanceTimersByTimeAsync(1);
    const next = run.get(ref);
    finish[1]();
    expect(await next).toMatchObject({ facts: { calls: 2 } });
  });

  it('fails when it takes too long, whoever waits', async () => {
    const handler = jest.fn(() => new Promise<never>(() => {}));
    const run = runOf({ handler });
    const late =
      'The fact retriever some-retriever has not answered within 300 seconds';
    const messageOf = (error: Error) => error.message;
    const first = run.get(ref).catch(messageOf);
    await jest.advanceTimersByTimeAsync(200_000);
    const second = run.get(ref).catch(messageOf);
    await jest.advanceTimersByTimeAsync(100_000);
    expect(await Promise.all([first, second])).toEqual([late, late]);
    await expect(run.get(ref)).rejects.toThrow(late);
    expect(handler).toHaveBeenCalledTimes(1);
  });

  it('fails for all who ask within a minute', async () => {
    const handler = jest
      .fn()
      .mockRejectedValueOnce(new Error('down'))
      .mockResolvedValue([{ entity, facts: {} }]);
    const run = runOf({ handler });
    await expect(run.get(ref)).rejects.toThrow('down');
    await expect(run.get(ref)).rejects.toThrow('down');
    expect(handler).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(60_000);
    expect(await run.get(ref)).toMatchObject({ facts: {} });
  });

  it('makes texts of dates, and leaves out what is not known', async () => {
    const at = DateTime.fromISO('2026-10-01T00:00:00Z', { zone: 'utc' });
    const run = runOf({
      handler: async () => [
        {
          entity,
          facts: { at, dates: [at], nothing: null, count: 1 } as never,
          timestamp: at,
        },
      ],
    });
    const time = '2026-10-01T00:00:00.000Z';
    expect(await run.get(ref)).toEqual({
      facts: { at: time, dates: [time], count: 1 },
      timestamp: time,
    });
  });
});

describe('a collector of what a retriever finds', () => {
  const schedule = { freshness: { hours: 1 }, timeout: { minutes: 5 } };
  const component = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'search' },
  };
  const { signal } = new AbortController();

  it('has a name, a filter and a source', async () => {
    const collector = toFactCollector(
      runOf({
        title: 'Some',
        entityFilter: { kind: 'component' },
        handler: async () => [{ entity, facts: { count: 1 } }],
      }),
      schedule,
    );
    expect(collector).toMatchObject({
      id: 'someRetriever',
      title: 'Some',
      filter: { kind: 'component' },
      ...schedule,
    });
    expect(await collector.collect({ entity: component, signal })).toEqual({
      status: 'known',
      value: { count: 1 },
      source: 'Tech Insights, some-retriever 1.0.0',
    });
  });

  it('does not know what the retriever says nothing about', async () => {
    const collector = toFactCollector(runOf({}), schedule);
    await expect(
      collector.collect({ entity: component, signal }),
    ).rejects.toThrow(
      'The fact retriever some-retriever returned nothing for component:default/search',
    );
  });
});

describe('the schema of a retriever', () => {
  it('has each type, and nothing that has to be there', () => {
    const types = [
      'integer',
      'float',
      'string',
      'boolean',
      'datetime',
      'set',
      'object',
    ] as const;
    const schema = toFactSchema(
      Object.fromEntries(
        types.map(type => [type, { type, description: `A ${type}.` }]),
      ),
      z,
    );
    expect(schema.safeParse({}).success).toBe(true);
    expect(
      schema.safeParse({
        integer: 1,
        float: 0.5,
        string: 'a',
        boolean: false,
        datetime: '2026-10-01T00:00:00Z',
        set: ['a', 1, true],
        object: { a: [1] },
      }).success,
    ).toBe(true);
    expect(schema.safeParse({ boolean: 'yes' }).success).toBe(false);
    const { properties } = z.toJSONSchema(schema);
    expect(properties?.boolean).toEqual({
      type: 'boolean',
      description: 'A boolean.',
    });
  });
});

describe('the schedule of a retriever', () => {
  const read = (section: object) =>
    readSchedule(
      new ConfigReader({ techInsights: { factRetrievers: { a: section } } }),
      'a',
    );

  it('is that of the config', () => {
    expect(read({ cadence: '*/15 * * * *' })).toEqual({
      freshness: { seconds: 900 },
      timeout: { milliseconds: 300_000 },
    });
    expect(read({ cadence: '* * * * * *', timeout: { hours: 1 } })).toEqual({
      freshness: { seconds: 60 },
      timeout: { milliseconds: 600_000 },
    });
  });

  it('has the shortest time between two runs, whenever it is read', () => {
    const days = ['2026-11-05', '2026-11-06', '2026-11-07', '2026-11-30'];
    try {
      for (const day of days) {
        jest.useFakeTimers({ now: Date.parse(`${day}T10:00:00Z`) });
        expect(read({ cadence: '0 9 * * 1-5' })).toMatchObject({
          freshness: { seconds: 86_400 },
        });
        expect(read({ cadence: '0 9 1 * *' })).toMatchObject({
          freshness: { seconds: 28 * 86_400 },
        });
        expect(read({ cadence: '0 0 1 1 *' })).toMatchObject({
          freshness: { seconds: 30 * 86_400 },
        });
      }
    } finally {
      jest.useRealTimers();
    }
  });

  it.each(['my retriever', '2fa'])(
    'is none for %s, which is no config key',
    name => {
      const config = new ConfigReader({
        techInsights: { factRetrievers: { b: {} } },
      });
      expect(readSchedule(config, name)).toBeUndefined();
    },
  );

  it('is none without config', () => {
    expect(readSchedule(new ConfigReader({}), 'a')).toBeUndefined();
    expect(
      readSchedule(
        new ConfigReader({ techInsights: { factRetrievers: { b: {} } } }),
        'a',
      ),
    ).toBeUndefined();
  });

  it('has to be a cron expression', () => {
    expect(() => read({ cadence: 'hourly' })).toThrow(
      'techInsights.factRetrievers.a.cadence: hourly is not a cron expression',
    );
  });
});
