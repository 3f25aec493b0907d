import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { Duration } from 'luxon';
import { normalizeEntityRef } from '../catalog/entityRecord';
import { readDuration } from '../facts/readFactsConfig';
import { readFleetTarget } from '../rules/readFleetTarget';

const REVIEW_AFTER_DAYS = 'pavedRoad.assessments.reviewAfterDays';
const REMIND_AFTER_DAYS = 'pavedRoad.reviews.remindAfterDays';
const REVIEWERS = 'pavedRoad.reviewers';
const SYNC_SCHEDULE = 'pavedRoad.schedule';
const HISTORY_RETENTION = 'pavedRoad.scorecards.historyRetention';
const GATE_FACT_AGE = 'pavedRoad.gate.maxFactAge';
const FACT_HISTORY_RETENTION = 'pavedRoad.facts.historyRetention';
const SUMMARY_SCHEDULE = 'pavedRoad.summaries.schedule';
const WAIVER_EXPIRY_BEFORE = 'pavedRoad.summaries.waiverExpiryBefore';
const WAIVER_DURATION = 'pavedRoad.waivers.maxDuration';

/** @throws InputError if the config is not valid */
export function readSettings(config: Config) {
  return {
    /** Days after which an approved assessment is stale. */
    reviewAfterDays: readWholeDays(config, REVIEW_AFTER_DAYS, {
      defaultDays: 180,
      atLeast: 1,
    }),
    /** After how many days reviewers are reminded of a review; 0 for never. */
    remindAfterDays: readWholeDays(config, REMIND_AFTER_DAYS, {
      defaultDays: 7,
      atLeast: 0,
    }),
    reviewers: readReviewers(config),
    /** What the fleet should reach. */
    fleetTarget: readFleetTarget(config),
    maxDuration: readDays(config, WAIVER_DURATION, { days: 90 }),
    /** How long changes of scorecards, and runs, are kept. */
    historyRetention: readDays(config, HISTORY_RETENTION, { days: 365 }),
    /** How long the numbers of facts are kept. */
    factHistoryRetention: readDays(config, FACT_HISTORY_RETENTION, {
      days: 400,
    }),
    /** The maximum age of a stored fact in the gate, unless the fact has an expiry. */
    maxFactAge: readLongDuration(
      config,
      GATE_FACT_AGE,
      { hours: 24 },
      { atLeast: { minutes: 1 } },
    ),
    /** How long before the end of a waiver its owner is notified. */
    waiverExpiryBefore: readDays(config, WAIVER_EXPIRY_BEFORE, { days: 7 }),
  };
}

function readWholeDays(
  config: Config,
  key: string,
  { defaultDays, atLeast }: { defaultDays: number; atLeast: number },
): number {
  const days = config.getOptionalNumber(key) ?? defaultDays;
  if (!Number.isInteger(days) || days < atLeast || days > 36_500) {
    throw new InputError(
      `${key}: ${days} is not allowed, use a whole number of days from ${atLeast} to 36500`,
    );
  }
  return days;
}

/** Groups and users to notify of reviews: complete references. */
function readReviewers(config: Config): string[] {
  const reviewers = config.getOptionalStringArray(REVIEWERS) ?? [];
  return reviewers.map(reviewer => {
    const entityRef = normalizeEntityRef(reviewer, REVIEWERS, 'group');
    if (!/^(group|user):/.test(entityRef)) {
      throw new InputError(
        `${REVIEWERS}: ${reviewer} is neither a group nor a user`,
      );
    }
    return entityRef;
  });
}

export function readCatalogSyncSchedule(
  config: Config,
): SchedulerServiceTaskScheduleDefinition {
  return readSchedule(config, SYNC_SCHEDULE, {
    frequency: { minutes: 10 },
    timeout: { minutes: 5 },
  });
}

export function readSummarySchedule(
  config: Config,
): SchedulerServiceTaskScheduleDefinition {
  return readSchedule(config, SUMMARY_SCHEDULE, {
    frequency: { days: 1 },
    timeout: { minutes: 10 },
    // The catalog is read again first.
    initialDelay: { minutes: 5 },
  });
}

/** A duration of at least a day. */
function readDays(
  config: Config,
  key: string,
  defaultDuration: HumanDuration,
): HumanDuration {
  return readLongDuration(config, key, defaultDuration, {
    atLeast: { days: 1 },
  });
}

function readLongDuration(
  config: Config,
  key: string,
  defaultDuration: HumanDuration,
  { atLeast }: { atLeast: { days: 1 } | { minutes: 1 } },
): HumanDuration {
  const duration = readDuration(config, key) ?? defaultDuration;
  if (durationToMilliseconds(duration) < durationToMilliseconds(atLeast)) {
    const shortest = 'days' in atLeast ? 'a day' : 'a minute';
    throw new InputError(
      `${key}: ${Duration.fromObject(duration).toISO()} is too short, use at least ${shortest}`,
    );
  }
  return duration;
}

function readSchedule(
  config: Config,
  key: string,
  defaultSchedule: SchedulerServiceTaskScheduleDefinition,
): SchedulerServiceTaskScheduleDefinition {
  const schedule = config.getOptionalConfig(key);
  if (!schedule) {
    return defaultSchedule;
  }
  try {
    return readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule);
  } catch (error) {
    throw new InputError(`${key}: ${toError(error).message}`);
  }
}
