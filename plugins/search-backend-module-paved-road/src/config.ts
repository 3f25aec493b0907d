import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';

const KEY = 'search.collators.pavedRoad';

export interface CollatorConfig {
  schedule: SchedulerServiceTaskScheduleDefinition;
  /** Path with `:kind`, `:namespace` and `:name`. */
  entityLocation: string;
  /** Path with `:check`. */
  checkLocation: string;
}

/** @throws InputError if the schedule is not valid */
export function readCollatorConfig(config: Config): CollatorConfig {
  return {
    schedule: readSchedule(config),
    entityLocation:
      config.getOptionalString(`${KEY}.entityLocation`) ??
      '/catalog/:namespace/:kind/:name/architecture',
    checkLocation:
      config.getOptionalString(`${KEY}.checkLocation`) ??
      '/paved-road/rules?check=:check',
  };
}

function readSchedule(config: Config): SchedulerServiceTaskScheduleDefinition {
  const schedule = config.getOptionalConfig(`${KEY}.schedule`);
  if (!schedule) {
    return {
      frequency: { minutes: 10 },
      timeout: { minutes: 15 },
      // Leaves time for reading and evaluating the catalog.
      initialDelay: { seconds: 30 },
    };
  }
  try {
    return readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule);
  } catch (error) {
    throw new InputError(`${KEY}.schedule: ${toError(error).message}`);
  }
}
