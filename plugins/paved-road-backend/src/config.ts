import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';

const REVIEW_AFTER_DAYS = 'pavedRoad.assessments.reviewAfterDays';
const SYNC_SCHEDULE = 'pavedRoad.schedule';
const NOTICE_SCHEDULE = 'pavedRoad.assessments.staleNotices';

/** After how many days an approved assessment is stale. */
export function readReviewAfterDays(config: Config): number {
  const days = config.getOptionalNumber(REVIEW_AFTER_DAYS) ?? 180;
  if (!Number.isInteger(days) || days < 1 || days > 36_500) {
    throw new InputError(
      `${REVIEW_AFTER_DAYS}: ${days} is not allowed, use a whole number of days from 1 to 36500`,
    );
  }
  return days;
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

/** When owners are told of assessments that became stale. */
export function readStaleNoticeSchedule(
  config: Config,
): SchedulerServiceTaskScheduleDefinition {
  return readSchedule(config, NOTICE_SCHEDULE, {
    frequency: { days: 1 },
    timeout: { minutes: 10 },
    // The catalog is read again first.
    initialDelay: { minutes: 5 },
  });
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
