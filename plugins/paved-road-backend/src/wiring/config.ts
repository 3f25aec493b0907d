import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { Duration } from 'luxon';
import { normalizeEntityRef } from '../catalog/entityRecord';

const REVIEW_AFTER_DAYS = 'pavedRoad.assessments.reviewAfterDays';
const REVIEWERS = 'pavedRoad.reviewers';
const SYNC_SCHEDULE = 'pavedRoad.schedule';
const RULE_PACKS_SCHEDULE = 'pavedRoad.scorecards.rulePacksSchedule';
const HISTORY_RETENTION = 'pavedRoad.scorecards.historyRetention';
const GATE_FACT_AGE = 'pavedRoad.gate.maxFactAge';
const FACT_HISTORY_RETENTION = 'pavedRoad.facts.historyRetention';
const SUMMARY_SCHEDULE = 'pavedRoad.summaries.schedule';
const WAIVER_EXPIRY_BEFORE = 'pavedRoad.summaries.waiverExpiryBefore';
const WAIVER_DURATION = 'pavedRoad.waivers.maxDuration';

/**
 * What the config says of assessments, waivers, scorecards and summaries.
 *
 * @throws InputError when it is not valid
 */
export function readSettings(config: Config) {
  return {
    reviewAfterDays: readReviewAfterDays(config),
    reviewers: readReviewers(config),
    /** The longest time from now for which a check can be waived. */
    maxDuration: readDays(config, WAIVER_DURATION, { days: 90 }),
    /** How long changes of scorecards, and runs, are kept. */
    historyRetention: readDays(config, HISTORY_RETENTION, { days: 365 }),
    /** How long the numbers of facts are kept. */
    factHistoryRetention: readDays(config, FACT_HISTORY_RETENTION, {
      days: 400,
    }),
    /** How old a stored fact may be for the gate, unless it says itself that it still counts. */
    maxFactAge: readDuration(
      config,
      GATE_FACT_AGE,
      { hours: 24 },
      { atLeast: { minutes: 1 } },
    ),
    /** How long before a waiver ends its owner is told. */
    waiverExpiryBefore: readDays(config, WAIVER_EXPIRY_BEFORE, { days: 7 }),
  };
}

/** After how many days an approved assessment is stale. */
function readReviewAfterDays(config: Config): number {
  const days = config.getOptionalNumber(REVIEW_AFTER_DAYS) ?? 180;
  if (!Number.isInteger(days) || days < 1 || days > 36_500) {
    throw new InputError(
      `${REVIEW_AFTER_DAYS}: ${days} is not allowed, use a whole number of days from 1 to 36500`,
    );
  }
  return days;
}

/** Who is told of what is to be reviewed: complete references of groups and users. */
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

/** When the catalog is read again. */
export function readCatalogSyncSchedule(
  config: Config,
): SchedulerServiceTaskScheduleDefinition {
  return readSchedule(config, SYNC_SCHEDULE, {
    frequency: { minutes: 10 },
    timeout: { minutes: 5 },
  });
}

/** When rule packs in files and at URLs are read again. */
export function readRulePacksSchedule(
  config: Config,
): SchedulerServiceTaskScheduleDefinition {
  return readSchedule(config, RULE_PACKS_SCHEDULE, {
    frequency: { minutes: 5 },
    timeout: { minutes: 5 },
  });
}

/** When owners are told what is new about their services. */
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
  return readDuration(config, key, defaultDuration, { atLeast: { days: 1 } });
}

function readDuration(
  config: Config,
  key: string,
  defaultDuration: HumanDuration,
  { atLeast }: { atLeast: { days: 1 } | { minutes: 1 } },
): HumanDuration {
  if (!config.has(key)) {
    return defaultDuration;
  }
  let duration: HumanDuration;
  try {
    duration = readDurationFromConfig(config, { key });
  } catch (error) {
    throw new InputError(`${key}: ${toError(error).message}`);
  }
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
