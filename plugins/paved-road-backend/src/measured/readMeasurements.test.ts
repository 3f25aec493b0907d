import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { HumanDuration, JsonObject } from '@backstage/types';
import {
  createModel,
  defaultModel,
  knownUnits,
  measures,
} from '@paved-road/plugin-paved-road-common/advisor';
import { FactCollector } from '@paved-road/plugin-paved-road-node';
import { readFileSync } from 'node:fs';
import { FactCollectors } from '../facts/FactCollectors';
import { readFactsConfig } from '../facts/readFactsConfig';
import { readMeasurements } from './readMeasurements';

const collectorOf = (
  id: string,
  rest: Pick<FactCollector, 'schema' | 'measurements'>,
): FactCollector => ({
  id,
  title: id,
  description: `${id} of an entity.`,
  freshness: { hours: 1 },
  cost: 'low',
  collect: async () => ({ status: 'known', value: {}, source: id }),
  ...rest,
});

const collectors = [
  collectorOf('metrics', {
    schema: z =>
      z.object({
        latency: z.object({ p95: z.number() }),
        requests: z.number(),
        up: z.boolean(),
      }),
    measurements: {
      latencyP95: { field: 'latency.p95', unit: 'ms', days: 1 },
      'custom.sites': { field: 'requests' },
    },
  }),
  collectorOf('committers', {
    schema: z => z.number(),
    measurements: { people: {} },
  }),
  collectorOf('history', {
    schema: z => z.object({ authors: z.number() }),
    measurements: { people: { field: 'authors' } },
  }),
];

function read(
  measurements: JsonObject,
  {
    facts = {},
    model = defaultModel,
    historyRetention = { days: 400 } as HumanDuration,
  } = {},
) {
  const config = mockServices.rootConfig({
    data: { pavedRoad: { measurements, facts } },
  });
  return readMeasurements(config, {
    facts: new FactCollectors({
      collectors,
      config: readFactsConfig(config),
    }).definitions(),
    model,
    historyRetention,
  });
}

const sourcesOf = (...args: Parameters<typeof read>) =>
  read(...args).sources.measures.map(
    ({ measure, fact, field, factor }) =>
      `${measure.id}: ${fact} ${field} x ${factor}`,
  );

describe('readMeasurements', () => {
  it('takes what collectors say, all of them for a measure that several have', () => {
    expect(sourcesOf({})).toEqual([
      'latencyP95: metrics latency.p95 x 0.001',
      'people: committers  x 1',
      'people: history authors x 1',
    ]);
    const readDays = (...args: Parameters<typeof read>) =>
      read(...args).sources.measures.map(({ days }) => days);
    expect(readDays({})).toEqual([1, undefined, undefined]);
    // Also where the config uses the number as another measure.
    expect(
      readDays({ latencyP99: { fact: 'metrics', field: 'latency.p95' } }),
    ).toEqual([1, 1, undefined, undefined]);
    expect(read({})).toMatchObject({ staleAfterDays: 7 });
  });

  it('requires numbers to be kept for longer than a measure covers', () => {
    const keep = (days: number) =>
      read({}, { historyRetention: { days } }).sources.measures.length;
    expect(() => keep(31)).toThrow(
      'pavedRoad.facts.historyRetention: use at least 32 days, because latencyP95 of the fact metrics covers 1 days',
    );
    expect(keep(32)).toBe(3);
  });

  it('takes what the config says in place of it, in its unit', () => {
    expect(
      sourcesOf({
        people: { fact: 'history', field: 'authors' },
        requestsPerMonth: {
          fact: 'metrics',
          field: 'requests',
          unit: 'requests/day',
        },
      }),
    ).toEqual([
      'people: history authors x 1',
      `requestsPerMonth: metrics requests x ${730 / 24}`,
      'latencyP95: metrics latency.p95 x 0.001',
    ]);
  });

  it('leaves out what is switched off', () => {
    const facts = { collectors: { committers: { enabled: false } } };
    expect(sourcesOf({}, { facts })).toEqual([
      'latencyP95: metrics latency.p95 x 0.001',
      'people: history authors x 1',
    ]);
  });

  it('knows the questions of the organisation that have a number', () => {
    const model = createModel({
      questions: [
        {
          name: 'sites',
          step: 'product',
          title: 'Sites',
          help: 'How many sites use it.',
          answer: {
            kind: 'number',
            unit: 'sites',
            min: 1,
            max: 100,
            usual: [1, 10],
            step: 1,
            integer: true,
          },
        },
      ],
    });
    expect(sourcesOf({}, { model })).toContain(
      'custom.sites: metrics requests x 1',
    );
    expect(
      sourcesOf({ custom: { sites: { fact: 'committers' } } }, { model }),
    ).toContain('custom.sites: committers  x 1');
  });

  it.each<[JsonObject, string]>([
    [
      { requestPerMonth: { fact: 'metrics' } },
      'pavedRoad.measurements.requestPerMonth: there is no such measure, did you mean requestsPerMonth?',
    ],
    [
      { custom: { sites: { fact: 'metrics' } } },
      'pavedRoad.measurements.custom.sites: there is no such measure',
    ],
    [
      { people: { fact: 'metric', field: 'requests' } },
      'pavedRoad.measurements.people.fact: there is no fact metric, did you mean metrics?',
    ],
    [
      { people: { fact: 'sonar' } },
      'pavedRoad.measurements.people.fact: there is no fact sonar, use one of metrics, committers, history',
    ],
    [
      { people: { fact: 'metrics', field: 'requets' } },
      'pavedRoad.measurements.people.field: the fact metrics has no number at requets',
    ],
    [
      { people: { fact: 'metrics', field: 'up' } },
      'pavedRoad.measurements.people.field: the fact metrics has no number at up',
    ],
    [
      { people: { fact: 'metrics' } },
      'pavedRoad.measurements.people.field: the fact metrics is no number, say where in it the number is',
    ],
    [
      { latencyP95: { fact: 'metrics', field: 'requests', unit: 'GB' } },
      'pavedRoad.measurements.latencyP95.unit: GB cannot be converted to s, use one of s, us, ms, min, h',
    ],
    [
      { people: {} },
      'Invalid pavedRoad.measurements.people: fact: expected string, got nothing',
    ],
    [
      { people: { fact: 'committers', path: 'a' } },
      'Invalid pavedRoad.measurements.people: path: unknown field',
    ],
    [
      { deployables: { fact: 'kubernetes', field: 'images' } },
      'pavedRoad.measurements.deployables.fact: there is no fact kubernetes',
    ],
    [
      { calls: { fact: 'metrics', field: 'requests' } },
      'pavedRoad.measurements.calls.field: the fact metrics has no list at requests',
    ],
    [
      { staleAfterDays: 0 },
      'pavedRoad.measurements.staleAfterDays: 0 is not allowed, use a whole number of days from 1 to 365',
    ],
  ])('refuses %j', (measurements, message) => {
    expect(() => read(measurements)).toThrow(message);
  });

  it('has each measure and unit in the reference', () => {
    const reference = readFileSync(
      resolvePackagePath(
        '@paved-road/plugin-paved-road-backend',
        '../../docs/reference/measurements.md',
      ),
      'utf8',
    );
    expect(
      measures.filter(
        ({ id, title, unit, question }) =>
          !reference
            .split('\n')
            .some(
              line =>
                line.startsWith(`| \`${id}\` `) &&
                line.includes(` ${title} `) &&
                line.includes(` \`${unit}\` `) &&
                (!question || line.includes(`\`${question}\``)),
            ),
      ),
    ).toEqual([]);
    expect(
      knownUnits.filter(unit => !reference.includes(`\`${unit}\``)),
    ).toEqual([]);
  });
});
