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

/** Config of a collector. */
export interface CollectorConfig {
  enabled: boolean;
  /** Default: from the collector. */
  freshness?: HumanDuration;
  /** Default: from the collector. */
  timeout?: HumanDuration;
  /** Default: from the collector. */
  grace?: HumanDuration;
}

/** Config of facts. */
export interface FactsConfig {
  /** By id of the collector. */
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

const pushedSchema = z.strictObject({
  name: z.string(),
  title: z.string().min(1),
  description: z.string().min(1),
  schema: z.record(z.string(), z.unknown()),
  expiresAfter: z.unknown().optional(),
  pushers: z.literal('services').optional(),
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
      expiresAfter: readDuration(config, key, 'expiresAfter'),
    },
  };
}

function readCollector(config: Config, key: string): CollectorConfig {
  return {
    enabled: config.getOptionalBoolean('enabled') ?? true,
    freshness: readDuration(config, key, 'freshness'),
    timeout: readDuration(config, key, 'timeout'),
    grace: readDuration(config, key, 'grace'),
  };
}

/** @throws InputError that names the key */
export function readDuration(
  config: Config,
  key: string,
  field: string,
): HumanDuration | undefined {
  if (!config.has(field)) {
    return undefined;
  }
  try {
    return readDurationFromConfig(config, { key: field });
  } catch (error) {
    throw new InputError(`${key}.${field}: ${toError(error).message}`);
  }
}

/** The problem with the freshness of a collector, if any. */
export function checkFreshness(freshness: HumanDuration): string | undefined {
  const milliseconds = durationToMilliseconds(freshness);
  return milliseconds >= 60_000 && milliseconds <= 30 * 86_400_000
    ? undefined
    : 'use a duration from 1 minute to 30 days';
}

/** The problem with the timeout of a collector, if any. */
export function checkTimeout(timeout: HumanDuration): string | undefined {
  const milliseconds = durationToMilliseconds(timeout);
  return milliseconds > 0 && milliseconds <= 600_000
    ? undefined
    : 'use a duration of at most 10 minutes';
}

/** The problem with how long a value outlives a failing source, if any. */
export function checkGrace(grace: HumanDuration): string | undefined {
  const milliseconds = durationToMilliseconds(grace);
  return milliseconds >= 0 && milliseconds <= 30 * 86_400_000
    ? undefined
    : 'use a duration of at most 30 days';
}

/** The problem with the time after which a pushed value is unknown, if any. */
export function checkExpiry(expiresAfter: HumanDuration): string | undefined {
  const milliseconds = durationToMilliseconds(expiresAfter);
  return milliseconds >= 60_000 && milliseconds <= 3_650 * 86_400_000
    ? undefined
    : 'use a duration from 1 minute to 3650 days';
}
