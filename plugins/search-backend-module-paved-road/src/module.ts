import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { createPavedRoadClient } from '@paved-road/plugin-paved-road-node';
import { CheckCollatorFactory } from './CheckCollatorFactory';
import { readCollatorConfig } from './config';
import { DecisionCollatorFactory } from './DecisionCollatorFactory';

/** Adds decisions and checks to the search index. @public */
export const searchModulePavedRoad = createBackendModule({
  pluginId: 'search',
  moduleId: 'paved-road',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        scheduler: coreServices.scheduler,
        index: searchIndexRegistryExtensionPoint,
      },
      async init({ auth, config, discovery, scheduler, index }) {
        const { schedule, entityLocation, checkLocation } =
          readCollatorConfig(config);
        const api = createPavedRoadClient({ auth, discovery });
        for (const factory of [
          new DecisionCollatorFactory({ api, location: entityLocation }),
          new CheckCollatorFactory({ api, location: checkLocation }),
        ]) {
          index.addCollator({
            schedule: scheduler.createScheduledTaskRunner(schedule),
            factory,
          });
        }
      },
    });
  },
});
