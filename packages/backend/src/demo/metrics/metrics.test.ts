import { Entity } from '@backstage/catalog-model';
import { Measured, Measurement } from '@paved-road/plugin-paved-road-common';
import {
  advise,
  conversion,
  defaultModel,
  recheckWithMeasured,
  listMeasures,
} from '@paved-road/plugin-paved-road-common/advisor';
import { DateTime } from 'luxon';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  ExampleCatalog,
  exampleFolder,
} from '../../__testUtils__/ExampleCatalog';
import { parseScript } from '../assessments/script';
import { createMetricsCollector, Metrics } from './createMetricsCollector';
import { parseMetrics } from './stories';

const now = DateTime.fromISO('2026-11-28T12:00:00Z', { zone: 'utc' });
const signal = new AbortController().signal;
const catalog = new ExampleCatalog();
const file = join(exampleFolder, 'assessments.yaml');
const script = parseScript(readFileSync(file, 'utf8'), file);
const metricsFile = join(exampleFolder, 'metrics.yaml');
const stories = parseMetrics(readFileSync(metricsFile, 'utf8'), metricsFile);
const names = stories.map(({ name }) => name);

const entityOf = (name: string): Entity =>
  catalog.get(`component:default/${name}`);

/** What the collector finds of a service for the first time, at a time. */
async function collect(name: string, at = now) {
  const found = await createMetricsCollector(stories, () => at).collect({
    entity: entityOf(name),
    signal,
  });
  if (found.status !== 'known') {
    throw new Error(`${name} has no metrics`);
  }
  return { ...found, earlier: found.earlier ?? [] };
}

/** Its decision in force, held against its metrics. */
async function hold(name: string): Promise<Measured> {
  const { profile, decision } = script.findLast(
    ({ entityRef, status }) =>
      entityRef === `component:default/${name}` && status === 'approved',
  )!;
  const { value, earlier, observedAt, source } = await collect(name);
  const known = listMeasures(defaultModel);
  const { measurements = {} } = createMetricsCollector(stories);
  return recheckWithMeasured({
    assessment: {
      id: name,
      entityRef: `component:default/${name}`,
      profile,
      decision: decision as never,
      advice: advise({ profile, decision: decision as never }),
      approvedAt: now
        .minus({
          days: stories.find(story => story.name === name)!.decidedDaysAgo,
        })
        .toJSDate()
        .toISOString(),
    },
    measurements: Object.entries(measurements).flatMap(
      ([id, { field }]): Measurement[] => {
        const at = (values: Partial<Metrics>) => values[field as keyof Metrics];
        const measure = known.find(found => found.id === id)!;
        const last = at(value);
        return last === undefined
          ? []
          : [
              {
                measure: id,
                title: measure.title,
                unit: measure.unit,
                value: last,
                observedAt: observedAt!,
                fact: 'metrics',
                source,
                points: earlier.map(point => ({
                  at: point.at,
                  value: at(point.value)!,
                })),
              },
            ];
      },
    ),
    model: defaultModel,
    now: now.toJSDate(),
  });
}

const weeksSince = (at: string | undefined) =>
  at && Math.round(now.diff(DateTime.fromISO(at), 'weeks').weeks);

describe('the metrics of the example', () => {
  it('are those of services with an approved assessment', () => {
    const approved = script.flatMap(({ entityRef, status }) =>
      status === 'approved' ? [entityRef] : [],
    );
    expect(approved).toEqual(
      expect.arrayContaining(names.map(name => `component:default/${name}`)),
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(10);
  });

  it('are six months of days, the same ones each time, with their names and units', async () => {
    const { schema, measurements } = createMetricsCollector(stories);
    const ids = new Set(listMeasures(defaultModel).map(({ id }) => id));
    expect(Object.keys(measurements!).filter(id => !ids.has(id))).toEqual([]);
    for (const name of names) {
      const first = await collect(name);
      expect(await collect(name)).toEqual(first);
      expect(first.source).toContain('generated');
      for (const { value } of [first, ...first.earlier]) {
        schema(z).parse(value);
      }
      const days = first.earlier.map(({ at }) => at.slice(0, 10));
      expect(new Set(days).size).toBe(180);
      expect([...days].sort()).toEqual(days);
      expect(first.earlier.at(-1)!.at).toBe(
        DateTime.fromISO(first.observedAt!, { zone: 'utc' })
          .minus({ days: 1 })
          .toISO(),
      );
    }
  });

  it('have the rhythm of a week, growth and noise, and no day that is far from the next one', async () => {
    const { earlier } = await collect('invoice-ocr');
    const perDay = earlier.map(({ at, value }) => ({
      isWeekend: DateTime.fromISO(at, { zone: 'utc' }).weekday > 5,
      value: value.requestsPerDay!,
    }));
    const mean = (values: number[]) =>
      values.reduce((all, value) => all + value, 0) / values.length;
    const of = (weekend: boolean) =>
      mean(
        perDay
          .filter(({ isWeekend }) => isWeekend === weekend)
          .map(({ value }) => value),
      );
    expect(of(true) / of(false)).toBeCloseTo(0.3, 1);
    const monthly = earlier.map(({ value }) => value.requestsPerMonth!);
    expect(monthly.at(-1)! / monthly[0]).toBeGreaterThan(1.05);
    const jumps = monthly
      .slice(1)
      .map((value, index) => Math.abs(value / monthly[index] - 1));
    expect(Math.max(...jumps)).toBeLessThan(0.05);
    expect(Math.min(...jumps)).toBeLessThan(Math.max(...jumps));
  });

  it('add up: a month of days is what the month says', async () => {
    const { value, earlier } = await collect('chat-assistant');
    const days = [...earlier.slice(-29).map(point => point.value), value];
    const sum = days.reduce((all, day) => all + day.requestsPerDay!, 0);
    expect(
      (sum / 30) * conversion('requests/day', 'requests/month')!,
    ).toBeCloseTo(value.requestsPerMonth, -5);
    const policy = (await collect('policy-answers')).value;
    expect(
      (policy.requestsPerMonth /
        conversion('requests/day', 'requests/month')!) *
        (policy.inputTokens! + policy.outputTokens!),
    ).toBeCloseTo(policy.tokensPerDay!, -5);
  });

  it('let one service cross its break-even, where two patterns tie', async () => {
    const held = await hold('thumbnail-generator');
    expect(held).toMatchObject({
      status: 'near',
      assumed: { pattern: 'serverless' },
      measured: { pattern: 'microservices', verdict: 'close' },
      crossed: [{ path: 'workload.requestsPerMonth', direction: 'above' }],
    });
    expect(
      held.conditions
        .filter(({ state }) => state === 'reached')
        .map(({ from, text }) => `${from}: ${text}`),
    ).toEqual([
      'decision: Volume exceeds 953K requests/month, the break-even of functions.',
    ]);
  });

  it('let one service outgrow one team', async () => {
    const held = await hold('contract-clause-extractor');
    expect(held).toMatchObject({
      status: 'changed',
      assumed: { pattern: 'monolith' },
      measured: { pattern: 'microservices', verdict: 'clear' },
      crossed: [{ path: 'team.parallelTeams', value: 3 }],
    });
    expect(weeksSince(held.since)).toBe(6);
  });

  it('contradict the prediction of one service, and of no other', async () => {
    const errors = await Promise.all(
      names.map(async name => {
        const { predictions } = await hold(name);
        const of = (quantity: string) =>
          predictions.find(found => found.quantity === quantity)!.error;
        return { name, cost: of('cost'), p95: of('p95') };
      }),
    );
    const wrong = ({ cost, p95 }: (typeof errors)[number]) =>
      Math.abs(cost) > 1 && Math.abs(p95) > 1;
    expect(errors.filter(wrong).map(({ name }) => name)).toEqual([
      'voice-transcriber',
    ]);
    const others = errors.filter(
      ({ name }) =>
        // Its cost follows a volume that nobody assumed.
        !['voice-transcriber', 'thumbnail-generator'].includes(name),
    );
    expect(
      others.filter(
        ({ cost, p95 }) => Math.abs(cost) > 0.5 || Math.abs(p95) > 0.25,
      ),
    ).toEqual([]);
  });

  it('leave all other decisions as they are, some of them near to another one', async () => {
    const states = await Promise.all(
      names.map(async name => ({ name, status: (await hold(name)).status })),
    );
    const of = (wanted: Measured['status']) =>
      states.flatMap(({ name, status }) => (status === wanted ? [name] : []));
    expect(of('changed')).toEqual(['contract-clause-extractor']);
    expect(of('near')).toEqual([
      'thumbnail-generator',
      // The latency of these two exceeds what is required.
      'voice-transcriber',
      'dialogue-summarizer',
      'sentiment-monitor',
      'invoice-ocr',
      'receipt-classifier',
    ]);
    expect(of('holds')).toHaveLength(names.length - 7);
  });

  it('end for one service, whose source is in an outage since some hours', async () => {
    const collector = createMetricsCollector(stories, () => now);
    const failing = names.filter(name => name === 'embedding-gateway');
    const { observedAt, value, etag } = await collect(failing[0]);
    expect(now.diff(DateTime.fromISO(observedAt!), 'hours').hours).toBe(5);
    await expect(
      collector.collect({
        entity: entityOf(failing[0]),
        signal,
        previous: { value, etag },
      }),
    ).rejects.toThrow(/503/);
  });

  it('go on from day to day, with the days on which the portal did not run', async () => {
    const { value, etag } = await collect('chat-assistant');
    const again = (at: DateTime) =>
      createMetricsCollector(stories, () => at).collect({
        entity: entityOf('chat-assistant'),
        signal,
        previous: { value, etag },
      });
    expect(await again(now.plus({ hours: 3 }))).toEqual({
      status: 'not-modified',
    });
    const later = await again(now.plus({ days: 3 }));
    expect(later).toMatchObject({
      status: 'known',
      earlier: [
        { at: now.toISO() },
        { at: now.plus({ days: 1 }).toISO() },
        { at: now.plus({ days: 2 }).toISO() },
      ],
    });
  });
});
