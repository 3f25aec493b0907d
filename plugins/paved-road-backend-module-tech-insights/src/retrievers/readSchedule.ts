import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { CronTime } from 'cron';
import { DateTime, Duration } from 'luxon';
import { RetrieverSchedule } from './toFactCollector';

const shortest = Duration.fromObject({ minutes: 1 });
const longest = Duration.fromObject({ days: 30 });
const monday = DateTime.utc(2001, 1, 1);
/** More than a daily one has in a fortnight. */
const mostRuns = 16;
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
  // Asking for a name that is no config key throws.
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
      seconds: intervalOf(section.getString('cadence'), `${key}.cadence`),
    },
    timeout: {
      milliseconds: Math.min(timeout.toMillis(), longestRun.toMillis()),
    },
  };
}

/**
 * The shortest time from one run to the next, in seconds. It is looked for from a fixed Monday on, so that it is the
 * same whenever the back end starts.
 */
function intervalOf(cadence: string, key: string): number {
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
      `${key}: ${cadence} is no cron expression: ${toError(error).message}`,
    );
  }
}
