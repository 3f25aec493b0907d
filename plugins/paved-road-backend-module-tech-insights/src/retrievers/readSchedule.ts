import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { CronTime } from 'cron';
import { Duration } from 'luxon';
import { RetrieverSchedule } from './toFactCollector';

const shortest = Duration.fromObject({ minutes: 1 });
const longest = Duration.fromObject({ days: 30 });
const longestRun = Duration.fromObject({ minutes: 10 });

/**
 * How a retriever runs, as the config of Tech Insights says.
 *
 * @param name - under which it was added
 * @returns undefined if the config does not name it, and so does not want it to run
 * @throws InputError if the config is invalid
 */
export function readSchedule(
  config: Config,
  name: string,
): RetrieverSchedule | undefined {
  const key = `techInsights.factRetrievers.${name}`;
  const own = config
    .getOptionalConfig('techInsights.factRetrievers')
    ?.getOptional<object>(name);
  if (own === undefined) {
    return undefined;
  }
  const section = config.getConfig(key);
  const timeout = section.has('timeout')
    ? Duration.fromObject(readDurationFromConfig(section, { key: 'timeout' }))
    : Duration.fromObject({ minutes: 5 });
  return {
    freshness: {
      seconds: intervalOf(section.getString('cadence'), `${key}.cadence`),
    },
    timeout: {
      milliseconds: Math.min(timeout.toMillis(), longestRun.toMillis()),
    },
  };
}

/** Seconds from one time to the next. */
function intervalOf(cadence: string, key: string): number {
  try {
    const [next, afterwards] = new CronTime(cadence).sendAt(2);
    const interval = afterwards.toMillis() - next.toMillis();
    return (
      Math.min(Math.max(interval, shortest.toMillis()), longest.toMillis()) /
      1_000
    );
  } catch (error) {
    throw new InputError(
      `${key}: ${cadence} is no cron expression: ${toError(error).message}`,
    );
  }
}
