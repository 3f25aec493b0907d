import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import { filterPredicateSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { PushedFactDeclaration } from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { readJsonSchema } from './jsonSchema';

const COLLECTORS = 'pavedRoad.facts.collectors';
const PUSHED = 'pavedRoad.facts.pushed';

/** Config of a collector. Its durations override the collector's. */
export interface CollectorConfig {
  enabled: boolean;
  freshness?: HumanDuration;
  timeout?: HumanDuration;
  grace?: HumanDuration;
}

export interface FactsConfig {
  collectors: Record<string, CollectorConfig>;
  /** Facts that are pushed, each with its key for messages. */
  pushed?: Array<{ key: string; declaration: PushedFactDeclaration }>;
}

/** @throws InputError that names the key of the config */
export function readFactsConfig(config: Config): FactsConfig {
  const collectors = config.getOptionalConfig(COLLECTORS);
  return {
    collectors: Object.fromEntries(
      (collectors?.keys() ?? []).map(id => [
        id,
        readCollector(collectors!.getConfig(id), `${COLLECTORS}.${id}`),
      ]),
    ),
    pushed: (config.getOptionalConfigArray(PUSHED) ?? []).map((item, index) =>
      readPushed(item, `${PUSHED}.${index}`),
    ),
  };
}

export const declaredFact = {
  name: z.string(),
  title: z.string().min(1),
  description: z.string().min(1),
  filter: filterPredicateSchema.optional(),
  measurements: z
    .record(
      z.string(),
      z.strictObject({
        field: z.string().optional(),
        unit: z.string().optional(),
      }),
    )
    .optional(),
};

const pushedSchema = z.strictObject({
  ...declaredFact,
  schema: z.record(z.string(), z.unknown()),
  expiresAfter: z.unknown().optional(),
  pushers: z.literal('services').optional(),
});

function readPushed(
  config: Config,
  key: string,
): NonNullable<FactsConfig['pushed']>[number] {
  const { name, schema, ...rest } = parseInput(pushedSchema, config.get(), key);
  const valueSchema = readJsonSchema(schema, `${key}.schema`);
  return {
    key,
    declaration: {
      ...rest,
      id: name,
      schema: () => valueSchema,
      expiresAfter: readDuration(config, 'expiresAfter', key),
    },
  };
}

function readCollector(config: Config, key: string): CollectorConfig {
  return {
    enabled: config.getOptionalBoolean('enabled') ?? true,
    freshness: readDuration(config, 'freshness', key),
    timeout: readDuration(config, 'timeout', key),
    grace: readDuration(config, 'grace', key),
  };
}

/**
 * @param field - its path in the config
 * @param key - of the config itself; absent for the whole config
 * @throws InputError that names the key
 */
export function readDuration(
  config: Config,
  field: string,
  key?: string,
): HumanDuration | undefined {
  if (!config.has(field)) {
    return undefined;
  }
  try {
    return readDurationFromConfig(config, { key: field });
  } catch (error) {
    const path = key === undefined ? field : `${key}.${field}`;
    throw new InputError(`${path}: ${toError(error).message}`);
  }
}

const MINUTE = 60_000;
const DAY = 86_400_000;

const durationLimits = {
  freshness: {
    least: MINUTE,
    most: 30 * DAY,
    remedy: 'use a duration from 1 minute to 30 days',
  },
  timeout: {
    least: 1,
    most: 10 * MINUTE,
    remedy: 'use a duration of at most 10 minutes',
  },
  grace: {
    least: 0,
    most: 30 * DAY,
    remedy: 'use a duration of at most 30 days',
  },
  expiresAfter: {
    least: MINUTE,
    most: 3_650 * DAY,
    remedy: 'use a duration from 1 minute to 3650 days',
  },
};

/** Finds the first duration of a fact that is out of range, with the remedy. */
export function findDurationProblem(
  durations: Partial<Record<keyof typeof durationLimits, HumanDuration>>,
): string | undefined {
  for (const [field, { least, most, remedy }] of Object.entries(
    durationLimits,
  )) {
    const duration = durations[field as keyof typeof durationLimits];
    const milliseconds = duration && durationToMilliseconds(duration);
    if (
      milliseconds !== undefined &&
      !(milliseconds >= least && milliseconds <= most)
    ) {
      return `${field}: ${remedy}`;
    }
  }
  return undefined;
}
