import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  pavedRoad?: {
    /**
     * When the catalog is read again, to follow entities that come, change and go and to evaluate
     * their scorecards. It is also read at each start. Default: every 10 minutes, for at most 5.
     */
    schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
    assessments?: {
      /**
       * After how many days an approved assessment is stale and asks for a review: a whole number,
       * at least 1. Default: 180.
       */
      reviewAfterDays?: number;
      /**
       * When owners are told of approved assessments that became stale; each of them once.
       * Default: once a day.
       */
      staleNotices?: SchedulerServiceTaskScheduleDefinitionConfig;
    };
    scorecards?: {
      /**
       * YAML files with rule packs, relative to the working directory of the backend. They take the
       * place of the pack that comes with the plugin. The backend does not start with an invalid one.
       */
      rulePacks?: string[];
      /**
       * Id of the level from which on an entity counts as on the road; one of the levels of the rule
       * packs. Default: silver.
       */
      targetLevel?: string;
    };
  };
}
