import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { CronTime } from 'cron';
import { DateTime, Duration } from 'luxon';
import { RetrieverSchedule } from './toFactCollector';

const shortest = Duration.fromObject({ minutes: 1 });
const longest = Duration.fromObject({ days: 30 });
const monday = DateTime.utc(2001, 1, 1);
/** More than a daily schedule has in two weeks. */
const mostRuns = 16;
const longestRun = Duration.fromObject({ minutes: 10 });

/**
 * Reads the schedule of a retriever from the config of Tech Insights.
 *
 * @returns undefined if the config does not contain it, so it does not run
 * @throws InputError if the config is invalid
 */
export function readSchedule(
  config: Config,
  name: string,
): RetrieverSchedule | undefined {
  const key = `techInsights.factRetrievers.${name}`;
  // The config throws for a name that is not a valid key.
  const isNamed = config
    .getOptionalConfig('techInsights.factRetrievers')
    ?.keys()
    .includes(name);
  if (!isNamed || !config.has(key)) {
    return undefined;
  }
  const section = config.getConfig(key);
  const timeout = section.has('timeout')
    ? Duration.fromObject(readDurationFromConfig(section, { key: 'timeout' }))
    : Duration.fromObject({ minutes: 5 });
  return {
    freshness: {
      seconds: computeIntervalSeconds(
        section.getString('cadence'),
        `${key}.cadence`,
      ),
    },
    timeout: {
      milliseconds: Math.min(timeout.toMillis(), longestRun.toMillis()),
    },
  };
}

/**
 * @returns the shortest interval in seconds. Starts from a fixed Monday, so that it does not depend on the current
 * time.
 */
function computeIntervalSeconds(cadence: string, key: string): number {
  try {
    const time = new CronTime(cadence, 'UTC');
    const runs = [time.getNextDateFrom(monday, 'UTC')];
    let interval = longest.toMillis();
    while (
      runs.length < mostRuns &&
      runs.at(-1)!.diff(runs[0]).toMillis() < 2 * longest.toMillis()
    ) {
      const run = time.getNextDateFrom(runs.at(-1)!, 'UTC');
      interval = Math.min(interval, run.diff(runs.at(-1)!).toMillis());
      runs.push(run);
    }
    return Math.max(interval, shortest.toMillis()) / 1_000;
  } catch (error) {
    throw new InputError(
      `${key}: ${cadence} is not a cron expression: ${toError(error).message}`,
    );
  }
}
