import {
  CollectedFact,
  FactCollector,
} from '@paved-road/plugin-paved-road-node';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { MetricsStory } from './stories';
import { Day, valueAt } from './valueAt';

/** Six months, the length of the stories. */
export const historyDays = 180;

const createMetricsSchema = (zod: typeof z) =>
  zod.object({
    /** Varies during the week, unlike the monthly number. */
    requestsPerDay: zod.number(),
    requestsPerMonth: zod.number(),
    latencyP50: zod.number(),
    latencyP95: zod.number(),
    latencyP99: zod.number(),
    errorRate: zod.number(),
    costPerMonth: zod.number(),
    inferenceTime: zod.number(),
    memory: zod.number(),
    teams: zod.number(),
    inputTokens: zod.number().optional(),
    outputTokens: zod.number().optional(),
    tokensPerDay: zod.number().optional(),
    coldStarts: zod.number().optional(),
    backgroundCpu: zod.number().optional(),
  });

/** Measurements of a service on a day, by the names of measures. */
export type Metrics = z.output<ReturnType<typeof createMetricsSchema>>;

const names = Object.keys(createMetricsSchema(z).shape) as (keyof Metrics)[];

/** Days since 1970, UTC. */
function dayNumber(at: DateTime): number {
  return Math.floor(at.toMillis() / 86_400_000);
}

/** @returns all measurements of a service on a day */
function metricsOn(story: MetricsStory, day: Day): Metrics {
  return Object.fromEntries(
    names.flatMap(name => {
      const value = valueAt(story, name, day);
      return value === undefined ? [] : [[name, value]];
    }),
  ) as Metrics;
}

/**
 * Creates the collector of generated metrics with six months of history. Pages show the source as generated.
 *
 * @param now - for tests
 */
export function createMetricsCollector(
  stories: readonly MetricsStory[],
  now: () => DateTime = () => DateTime.utc(),
): FactCollector<Metrics> {
  return {
    id: 'metrics',
    title: 'Metrics',
    description:
      'Requests, latency, failures, cost and teams of the example services, generated from a seed.',
    schema: createMetricsSchema,
    // The outage is visible soon after the start.
    freshness: { minutes: 1 },
    cost: 'low',
    filter: {
      kind: 'Component',
      'metadata.namespace': 'default',
      'metadata.name': { $in: stories.map(({ name }) => name) },
    },
    measurements: Object.fromEntries(
      names
        .filter(name => name !== 'requestsPerDay')
        .map(name => [name, { field: name }]),
    ),
    async collect({ entity, previous }): Promise<CollectedFact<Metrics>> {
      const story = stories.find(({ name }) => name === entity.metadata.name)!;
      const { outageHours = 0 } = story;
      if (outageHours && previous) {
        throw new Error(
          'The metrics of this service answer nothing (503 Service Unavailable). ' +
            'The example has it so, to show an outage',
        );
      }
      const observedAt = now().minus({ hours: outageHours });
      const today = dayNumber(observedAt);
      if (previous?.etag === String(today)) {
        return { status: 'not-modified' };
      }
      // Adds days that the portal does not have yet, also days when it did not run.
      const days = previous?.etag
        ? Math.min(today - Number(previous.etag), historyDays)
        : historyDays;
      return {
        status: 'known',
        value: metricsOn(story, { daysAgo: 0, today }),
        source: 'Metrics of the example, generated from a seed',
        observedAt: observedAt.toISO()!,
        etag: String(today),
        earlier: Array.from({ length: days }, (_, index) => {
          const daysAgo = days - index;
          return {
            at: observedAt.minus({ days: daysAgo }).toISO()!,
            value: metricsOn(story, { daysAgo, today }),
          };
        }),
      };
    },
  };
}
