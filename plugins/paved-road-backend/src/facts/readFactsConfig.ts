import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';

const COLLECTORS = 'pavedRoad.facts.collectors';

/** Config of a collector. */
export interface CollectorConfig {
  enabled: boolean;
  /** Default: from the collector. */
  freshness?: HumanDuration;
  /** Default: from the collector. */
  timeout?: HumanDuration;
}

/** Config of facts. */
export interface FactsConfig {
  /** By id of the collector. */
  collectors: Record<string, CollectorConfig>;
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
  };
}

function readCollector(config: Config, key: string): CollectorConfig {
  return {
    enabled: config.getOptionalBoolean('enabled') ?? true,
    freshness: readDuration(config, key, 'freshness'),
    timeout: readDuration(config, key, 'timeout'),
  };
}

function readDuration(
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
