import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';

const REVIEW_AFTER_DAYS = 'pavedRoad.assessments.reviewAfterDays';
const SCHEDULE = 'pavedRoad.schedule';

const defaultSchedule: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 10 },
  timeout: { minutes: 5 },
};

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
  const schedule = config.getOptionalConfig(SCHEDULE);
  if (!schedule) {
    return defaultSchedule;
  }
  try {
    return readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule);
  } catch (error) {
    throw new InputError(`${SCHEDULE}: ${toError(error).message}`);
  }
}
