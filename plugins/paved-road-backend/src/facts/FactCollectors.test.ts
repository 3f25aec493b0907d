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
): FactCollectors {
  return new FactCollectors({
    collectors,
    config: readFactsConfig(
      new ConfigReader({
        pavedRoad: { facts: { collectors: config } },
      } as never),
    ),
  });
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
  ])('refuse a collector with %j', (changes, message) => {
    expect(() =>
      createCollectors([
        createCollector({ id: 'twice' }),
        createCollector(changes),
      ]),
    ).toThrow(message);
  });
});
