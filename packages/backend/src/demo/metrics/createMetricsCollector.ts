import {
  CollectedFact,
  FactCollector,
} from '@paved-road/plugin-paved-road-node';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { metricsStories, MetricsStory } from './services';
import { Day, valueAt } from './valueAt';

/** Six months, of which the example tells. */
export const historyDays = 180;

const schemaOf = (zod: typeof z) =>
  zod.object({
    /** Has the rhythm of the week, which a month hides. */
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

/** What a service measures on a day, by the names of measures of the advisor. */
export type Metrics = z.output<ReturnType<typeof schemaOf>>;

const names = Object.keys(schemaOf(z).shape) as (keyof Metrics)[];

/** Days since the beginning of 1970, in UTC. */
function dayNumber(at: DateTime): number {
  return Math.floor(at.toMillis() / 86_400_000);
}

/** All that the service measured on a day. */
function metricsOn(story: MetricsStory, day: Day): Metrics {
  return Object.fromEntries(
    names.flatMap(name => {
      const value = valueAt(story, name, day);
      return value === undefined ? [] : [[name, value]];
    }),
  ) as Metrics;
}

/**
 * The metrics of the example's services, generated, with six months of history. They are said to be so on every page that
 * names the source of a fact.
 *
 * @param now - for tests
 */
export function createMetricsCollector(
  now: () => DateTime = () => DateTime.utc(),
): FactCollector<Metrics> {
  return {
    id: 'metrics',
    title: 'Metrics',
    description:
      'Requests, latency, failures, cost and teams of the example services, generated from a seed.',
    schema: schemaOf,
    // An outage is seen soon after the portal has started.
    freshness: { minutes: 1 },
    cost: 'low',
    filter: {
      kind: 'Component',
      'metadata.namespace': 'default',
      'metadata.name': { $in: metricsStories.map(({ name }) => name) },
    },
    measurements: Object.fromEntries(
      names
        .filter(name => name !== 'requestsPerDay')
        .map(name => [name, { field: name }]),
    ),
    async collect({ entity, previous }): Promise<CollectedFact<Metrics>> {
      const story = metricsStories.find(
        ({ name }) => name === entity.metadata.name,
      )!;
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
      // What the portal does not have yet; of days on which it did not run, too.
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
