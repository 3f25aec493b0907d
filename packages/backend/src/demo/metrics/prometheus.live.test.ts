import { Entity } from '@backstage/catalog-model';
import pavedRoadModulePrometheus from '@paved-road/plugin-paved-road-backend-module-prometheus';
import { conversion } from '@paved-road/plugin-paved-road-common/advisor';
import { CollectedFact } from '@paved-road/plugin-paved-road-node';
import { startFactCollectors } from '@paved-road/plugin-paved-road-node/testUtils';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { exampleFolder } from '../../__testUtils__/ExampleCatalog';
import { exampleHistory } from './ExampleExporter';
import { parseMetrics } from './stories';
import { valueAt } from './valueAt';

const { startPrometheus } = require(
  path.join(exampleFolder, '../scripts/startPrometheus.cjs'),
);

const now = new Date();
const today = Math.floor(now.getTime() / 86_400_000);
const metricsFile = path.join(exampleFolder, 'metrics.yaml');
const stories = parseMetrics(
  readFileSync(metricsFile, 'utf8'),
  metricsFile,
).filter(({ name }) =>
  ['thumbnail-generator', 'voice-transcriber', 'policy-answers'].includes(name),
);

/** Samples of a counter that grows by 10 a second, from some days ago to some days ago. */
const countFrom = (labels: string, from: number, to = 0): string =>
  Array.from({ length: (from - to) * 288 + 1 }, (_, index) => {
    const seconds = now.getTime() / 1_000 - from * 86_400 + index * 300;
    return `http_requests_total{${labels}} ${index * 3_000} ${seconds}\n`;
  }).join('');

/** Services that are not in the demo. */
const otherServices = [
  countFrom('service="a-day-old"', 1),
  countFrom('service="old"', 40),
  // Rests for six weeks. Not young, although its last series is.
  countFrom('service="rests",pod="1"', 50, 45),
  countFrom('service="rests",pod="2"', 2),
  countFrom('service="\u8cfc\u8cb7"', 40),
].join('');

const entityOf = (service: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'some-service',
    namespace: 'default',
    annotations: { 'paved-road.io/prometheus-service': service },
  },
});

describe('the module for Prometheus, with a real one', () => {
  let folder: string;
  let prometheus: { url: string; stop(): Promise<void> };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'paved-road-prometheus-'));
    const { text } = exampleHistory(stories, { now, days: 210, everyHours: 4 });
    prometheus = await startPrometheus({
      folder,
      history: text.replace(
        '# TYPE http_requests counter\n',
        line => `${line}${otherServices}`,
      ),
    });
  });

  afterAll(async () => {
    await prometheus?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** The collector of the module, with the queries of the demo and others. */
  async function collectorWith(changes: object = {}) {
    const file = path.join(exampleFolder, '../app-config.metrics.yaml');
    const { pavedRoad } = parse(await readFile(file, 'utf8'));
    const [collector] = await startFactCollectors(pavedRoadModulePrometheus, {
      pavedRoad: {
        prometheus: {
          ...pavedRoad.prometheus,
          instances: [{ name: 'example', url: prometheus.url }],
          ...changes,
        },
      },
    });
    return collector;
  }

  async function collectAll(services: string[], changes: object = {}) {
    const collector = await collectorWith(changes);
    const { signal } = new AbortController();
    const found = await collector.batch!.collect(
      services.map(service => ({ entity: entityOf(service), signal })),
    );
    return found as Array<Extract<CollectedFact, { status: 'known' }> | Error>;
  }

  it('finds what the services have measured, in the units of their measures, with six months of history', async () => {
    const collector = await collectorWith();
    const found = await collectAll(stories.map(({ name }) => name));
    for (const [index, fact] of found.entries()) {
      if (fact instanceof Error) {
        throw fact;
      }
      const story = stories[index];
      const value = collector.schema(z).parse(fact.value) as any;
      const isNear = (measure: string, got: number, daysAgo: number) => {
        const { unit } = collector.measurements![measure];
        const want = valueAt(story, measure, { daysAgo, today })!;
        const inUnit =
          got *
          ({
            requestsPerMonth: conversion(unit!, 'requests/month')!,
            inferenceTime: conversion('s', 'ms')!,
            memory: conversion('B', 'GB')!,
          }[measure] ?? 1);
        // A quantile is between the bounds of a bucket, and that of a day is of parts of two.
        const tolerance = measure.startsWith('latency') ? 0.3 : 0.15;
        return Math.abs(inUnit / want - 1) < tolerance
          ? []
          : [`${story.name} ${measure} ${daysAgo}: ${inUnit}, not ${want}`];
      };
      const measures = Object.keys(collector.measurements!).filter(
        measure => valueAt(story, measure, { daysAgo: 0, today }) !== undefined,
      );
      expect(measures.length).toBeGreaterThanOrEqual(8);
      // These differ most from day to day.
      const smooth = measures.filter(
        measure => !['errorRate', 'latencyP99'].includes(measure),
      );
      expect(smooth.flatMap(each => isNear(each, value[each], 0))).toEqual([]);
      expect(value.missing).toEqual(
        [
          'inputTokens',
          'outputTokens',
          'tokensPerDay',
          'coldStarts',
          'backgroundCpu',
        ].filter(measure => !measures.includes(measure)),
      );
      expect(value.objective).toBe(0.995);
      expect(value.errorBudget).toBeCloseTo(
        (value.availability - 0.995) / 0.005,
        6,
      );

      expect(fact.earlier).toHaveLength(180);
      const [first] = fact.earlier! as Array<{ at: string; value: any }>;
      expect(now.getTime() - Date.parse(first.at)).toBeCloseTo(
        180 * 86_400_000,
        -6,
      );
      expect(
        isNear('requestsPerMonth', first.value.requestsPerMonth, 180),
      ).toEqual([]);
    }
  });

  it('extrapolates what a service has received until it has existed for 30 days', async () => {
    const names = ['a-day-old', 'old', 'rests', '\u8cfc\u8cb7'];
    const found = await collectAll(names);
    const [young, old, resting, notAscii] = found.map(fact => {
      if (fact instanceof Error) {
        throw fact;
      }
      return (fact.value as Record<string, number>).requestsPerMonth;
    });
    expect(young).toBeGreaterThan(9.5);
    expect(young).toBeLessThanOrEqual(10);
    expect(old).toBeCloseTo(10, 1);
    expect(notAscii).toBeCloseTo(10, 1);
    expect(resting).toBeCloseTo((10 * 2) / 30, 1);
    const [{ earlier = [] }] = found.slice(1) as Array<{
      earlier?: Array<{ value: Record<string, number> }>;
    }>;
    expect(earlier.length).toBeGreaterThanOrEqual(39);
    for (const { value } of earlier) {
      expect(value.requestsPerMonth).toBeGreaterThan(9.5);
    }
    const { measurements } = await collectorWith();
    expect(measurements).toMatchObject({
      requestsPerMonth: { days: 30 },
      tokensPerDay: { days: 30 },
      latencyP95: { days: 1 },
    });
  });

  it('collects all services but the one whose name Prometheus would reject', async () => {
    const names = [
      'old',
      'a\ufffdb',
      'a\ud800b',
      'a\u0007b',
      // Prometheus accepts these.
      'a\u2028b',
      'a\ufeffb',
      'a\uffffb',
      'a\u{10ffff}b',
      'a\u00adb',
      'a\\nb',
    ];
    const found = await collectAll(names);
    expect(
      found.map(fact =>
        fact instanceof Error ? fact.message.slice(0, 20) : 'known',
      ),
    ).toEqual([
      'known',
      'correct the annotati',
      'correct the annotati',
      'correct the annotati',
      ...names.slice(4).map(() => 'no query has a numbe'),
    ]);
  });

  it('splits a batch where Prometheus rejects a service', async () => {
    // Two series match for this service only.
    const query = `sum by (service, code) (http_requests_total{service=~"{{ services }}"})
      / on (service) group_left sum by (service, code) (http_requests_total{service=~"{{ services }}"})`;
    const found = await collectAll(
      ['old', 'thumbnail-generator', 'a-day-old', 'rests'],
      { queries: { one: { query } } },
    );
    expect(found).toMatchObject([
      { value: { one: 1 } },
      { message: expect.stringContaining('duplicate series') },
      { value: { one: 1 } },
      { value: { one: 1 } },
    ]);
  });

  it('answers the queries of the guide', async () => {
    const guide = await readFile(
      path.join(exampleFolder, '../docs/guides/connect-prometheus.md'),
      'utf8',
    );
    const [, config] = /```yaml title="app-config.yaml"\n(.*?)```/s.exec(
      guide,
    )!;
    const { queries, objective } = parse(config).pavedRoad.prometheus;
    const [fact] = await collectAll(['voice-transcriber'], {
      queries,
      objective,
    });
    expect(fact).toMatchObject({
      value: {
        ...Object.fromEntries(
          Object.keys(queries).map(name => [name, expect.any(Number)]),
        ),
        errorBudget: expect.any(Number),
        missing: [],
      },
    });
  });

  it.each([
    ['no service of that name', 'nobody'],
    ['what would match others as an expression', '.*'],
    ['what would be several names', 'thumbnail-generator|voice-transcriber'],
    ['what would end the text', '"} or http_requests_total{service=~".*'],
    ['what looks escaped', '\\.*'],
  ])('finds nothing of %s', async (_, service) => {
    expect(await collectAll([service])).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(
          /^no query has a number for the service /,
        ),
      }),
    ]);
  });

  it.each([
    [
      'a query that is broken',
      'sum by (service (x{service=~"{{ services }}"})',
      /^one: 127\.0\.0\.1:\d+ answered with 400: "invalid parameter "query": 1:17: parse error: unexpected "\("/,
    ],
    [
      'a query that Prometheus cannot do',
      'http_requests_total{service=~"{{ services }}"} / on (service) http_requests_total',
      /^one: .* answered with 422: ".*found duplicate series for the match group/,
    ],
    [
      'a query with several series for a service',
      'http_requests_total{service=~"{{ services }}"}',
      /^one: the query returns 2 series, such as .*"code":"200".* and .*"code":"500".*: aggregate them to one$/,
    ],
    [
      'a query without the label',
      'sum(http_requests_total{service=~"{{ services }}"})',
      /^one: the result has no label service: aggregate with by \(service\)$/,
    ],
    [
      'a query with a text',
      '"{{ service }}"',
      /^one: the query returns text instead of a number$/,
    ],
    [
      'a division by zero',
      'sum(http_requests_total{service="{{ service }}"}) / 0',
      /^no query has a number for the service thumbnail-generator/,
    ],
  ])('says what is wrong with %s', async (_, query, message) => {
    const [problem] = await collectAll(['thumbnail-generator'], {
      queries: { one: { query } },
    });
    expect((problem as Error).message).toMatch(message);
  });

  it('says so when it has gone', async () => {
    await prometheus.stop();
    const [problem] = await collectAll(['thumbnail-generator']);
    expect((problem as Error).message).toMatch(
      /^requestsPerMonth: 127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)$/,
    );
  });
});
