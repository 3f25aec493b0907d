import { ConfigReader } from '@backstage/config';
import { FactCollector } from '@paved-road/plugin-paved-road-node';
import { FactCollectors } from './FactCollectors';
import { readFactsConfig } from './readFactsConfig';

function createCollector(changes: Partial<FactCollector> = {}): FactCollector {
  return {
    id: 'incidents',
    title: 'Incidents',
    description: 'Open incidents, from the pager.',
    schema: zod => zod.object({ open: zod.number() }),
    freshness: { hours: 1 },
    cost: 'low',
    collect: async () => ({ status: 'not-modified' }),
    ...changes,
  };
}

function createCollectors(
  collectors: FactCollector[],
  config: object = {},
  pushed?: object[],
): FactCollectors {
  return new FactCollectors({
    collectors,
    config: readFactsConfig(
      new ConfigReader({
        pavedRoad: { facts: { collectors: config, pushed } },
      } as never),
    ),
  });
}

function declarePushed(changes: object = {}): object {
  return {
    name: 'coverage',
    title: 'Test coverage',
    description: 'Share of the code that tests run, from the pipeline.',
    schema: { type: 'number', minimum: 0, maximum: 100 },
    ...changes,
  };
}

const component = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'search' },
};

describe('FactCollectors', () => {
  it('give schemas, descriptions and what an entity is to have', () => {
    const collectors = createCollectors([
      createCollector(),
      createCollector({ id: 'tests', filter: { kind: 'component' } }),
      createCollector({ id: 'apiLint', filter: { kind: 'api' } }),
    ]);

    expect(collectors.describe()[0]).toEqual({
      name: 'incidents',
      title: 'Incidents',
      description: 'Open incidents, from the pager.',
      origin: 'collected',
      schema: expect.objectContaining({
        type: 'object',
        properties: { open: { type: 'number' } },
      }),
      freshness: 'PT1H',
      cost: 'low',
    });
    expect(collectors.schemas().tests.safeParse({ open: 1 }).success).toBe(
      true,
    );
    expect(collectors.expected(component)).toEqual(['incidents', 'tests']);
  });

  it('follow the config', () => {
    const collectors = createCollectors(
      [createCollector(), createCollector({ id: 'tests' })],
      {
        incidents: { freshness: { days: 1 }, timeout: '5s' },
        tests: { enabled: false },
      },
    );
    expect(collectors.expected(component)).toEqual(['incidents']);
    expect(collectors.describe()).toMatchObject([
      { name: 'incidents', freshness: 'P1D' },
    ]);
    expect(collectors.get('incidents')).toMatchObject({
      freshnessMs: 86_400_000,
      timeoutMs: 5_000,
    });
    // Rule packs that read it stay valid.
    expect(Object.keys(collectors.schemas())).toEqual(['incidents', 'tests']);
  });

  it('have pushed facts of modules and of the config among those that rules can read', () => {
    const config = readFactsConfig(
      new ConfigReader({
        pavedRoad: {
          facts: {
            pushed: [
              declarePushed({
                expiresAfter: { days: 14 },
                filter: { kind: 'api' },
              }),
            ],
          },
        },
      } as never),
    );
    const collectors = new FactCollectors({
      collectors: [createCollector()],
      pushed: [
        {
          id: 'load',
          title: 'Load',
          description: 'Requests, from the gateway.',
          schema: zod => zod.object({ perSecond: zod.number() }),
          measurements: {
            requestsPerMonth: { field: 'perSecond', unit: 'requests/s' },
          },
        },
      ],
      config,
    });

    expect(
      collectors.definitions().map(({ id, origin }) => [id, origin]),
    ).toEqual([
      ['incidents', 'collected'],
      ['load', 'pushed'],
      ['coverage', 'pushed'],
    ]);
    expect(Object.keys(collectors.schemas())).toEqual([
      'incidents',
      'load',
      'coverage',
    ]);
    expect(collectors.describe()).toMatchObject([
      { name: 'incidents', origin: 'collected' },
      { name: 'load', origin: 'pushed' },
      {
        name: 'coverage',
        origin: 'pushed',
        expiresAfter: 'P2W',
        schema: { type: 'number', minimum: 0, maximum: 100 },
      },
    ]);
    expect(collectors.definition('load')?.measurements).toEqual({
      requestsPerMonth: { field: 'perSecond', unit: 'requests/s' },
    });
    const coverage = collectors.definition('coverage')!;
    expect(coverage.covers(component)).toBe(false);
    expect(coverage.covers({ ...component, kind: 'API' })).toBe(true);
    // Nothing collects them.
    expect(collectors.get('coverage')).toBeUndefined();
    expect(collectors.expected({ ...component, kind: 'API' })).toEqual([
      'incidents',
    ]);
  });

  it('close objects of declared properties, so that expressions are checked', () => {
    const schema = {
      type: 'object',
      required: ['tests'],
      properties: {
        tests: { type: 'integer' },
        suites: {
          type: 'array',
          items: { type: 'object', properties: { name: { type: 'string' } } },
        },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
        open: {
          type: 'object',
          properties: { a: { type: 'string' } },
          additionalProperties: true,
        },
      },
    };
    const { report } = createCollectors([], {}, [
      declarePushed({ name: 'report', schema }),
    ]).schemas();
    const isValid = (value: object) => report.safeParse(value).success;
    expect(isValid({ tests: 1, labels: { a: 'b' }, open: { b: 1 } })).toBe(
      true,
    );
    expect(isValid({ tests: 1, more: 1 })).toBe(false);
    expect(isValid({ tests: 1, suites: [{ nane: 'a' }] })).toBe(false);
  });

  it.each([
    [{ name: 'test-coverage' }, 'pavedRoad.facts.pushed.0: Pushed fact test-'],
    [{ name: 'incidents' }, 'this id is taken'],
    [{ title: '' }, 'Invalid pavedRoad.facts.pushed.0: title: '],
    [{ description: undefined }, 'description: expected string, got nothing'],
    [{ nane: 'x' }, 'nane: unknown field'],
    [{ schema: undefined }, 'schema: expected record, got nothing'],
    [{ schema: { typ: 'number' } }, 'pavedRoad.facts.pushed.0.schema: {"typ"'],
    [
      { schema: { type: 'numeric' } },
      'pavedRoad.facts.pushed.0.schema: schema is invalid: data/type must be equal',
    ],
    [{ schema: { type: 'number', minimun: 0 } }, 'unknown keyword: "minimun"'],
    [
      { schema: { type: 'string', pattern: '(' } },
      'Invalid regular expression',
    ],
    [{ schema: { $ref: 'https://example.com/a' } }, 'https://example.com/a'],
    [{ expiresAfter: 'soon' }, 'pavedRoad.facts.pushed.0.expiresAfter: '],
    [{ expiresAfter: '10s' }, 'expiresAfter: use a duration from 1 minute'],
    [{ filter: { $nor: [] } }, 'filter: not a filter predicate'],
    [
      { measurements: { requestPerMonth: {} } },
      'measurements.requestPerMonth: there is no such measure, did you mean requestsPerMonth?',
    ],
    [
      { measurements: { latencyP95: { unit: 'requests/s' } } },
      'measurements.latencyP95.unit: requests/s cannot be converted to s',
    ],
    [
      { measurements: { latencyP95: { field: 'p95' } } },
      'measurements.latencyP95.field: the schema has no number at p95',
    ],
    [
      { schema: { type: 'string' }, measurements: { 'custom.users': {} } },
      'measurements.custom.users.field: the schema has no number at the value itself',
    ],
  ])('refuse the pushed fact %j', (changes, message) => {
    expect(() =>
      createCollectors([createCollector()], {}, [declarePushed(changes)]),
    ).toThrow(message);
  });

  it.each([
    [
      { other: { enabled: false } },
      'pavedRoad.facts.collectors.other: there is no such collector, use one of incidents',
    ],
    [
      { incidents: { freshness: '10s' } },
      'pavedRoad.facts.collectors.incidents.freshness: use a duration from 1 minute to 30 days',
    ],
    [
      { incidents: { freshness: { days: 31 } } },
      'pavedRoad.facts.collectors.incidents.freshness: use a duration from 1 minute to 30 days',
    ],
    [
      { incidents: { timeout: { hours: 1 } } },
      'pavedRoad.facts.collectors.incidents.timeout: use a duration of at most 10 minutes',
    ],
    [
      { incidents: { timeout: 'soon' } },
      /^pavedRoad\.facts\.collectors\.incidents\.timeout: .*soon/,
    ],
  ])('refuse the config %j', (config, message) => {
    expect(() => createCollectors([createCollector()], config)).toThrow(
      message,
    );
  });

  it.each<[Partial<FactCollector>, string]>([
    [{ id: 'open-incidents' }, 'the id must be a name'],
    [{ id: '1st' }, 'the id must be a name'],
    [{ id: 'in' }, 'no reserved word'],
    [{ id: '' }, 'the id must be a name'],
    [{ id: 'twice' }, 'this id is taken'],
    [{ freshness: { seconds: 59 } }, 'freshness: use a duration'],
    [{ timeout: { seconds: 0 } }, 'timeout: use a duration'],
    [{ schema: () => ({}) as never }, 'schema: return a schema'],
    [
      { measurements: { latencyP95: { field: 'open', days: 301 } } },
      'measurements.latencyP95.days: 301 is not allowed, use at most 300',
    ],
  ])('refuse a collector with %j', (changes, message) => {
    expect(() =>
      createCollectors([
        createCollector({ id: 'twice' }),
        createCollector(changes),
      ]),
    ).toThrow(message);
  });
});
