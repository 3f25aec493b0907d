import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { factCollectorsExtensionPoint } from '@paved-road/plugin-paved-road-node';
import { createMetricsCollector } from './createMetricsCollector';
import { decideEarlier } from './decideEarlier';

/** Gives the services of the example metrics, so that their decisions can be held against them. */
export const demoMetricsModule = createBackendModule({
  pluginId: 'paved-road',
  moduleId: 'demo-metrics',
  register({ registerInit }) {
    registerInit({
      deps: { collectors: factCollectorsExtensionPoint },
      async init({ collectors }) {
        collectors.addFactCollector(createMetricsCollector());
      },
    });
  },
});

/** Lets decisions of the example be older than the metrics that contradict them. */
export const demoDecisionsModule = createBackendModule({
  pluginId: 'paved-road',
  moduleId: 'demo-decisions',
  register({ registerInit }) {
    registerInit({
      deps: {
        database: coreServices.database,
        scheduler: coreServices.scheduler,
      },
      async init({ database, scheduler }) {
        const knex = await database.getClient();
        const done = new AbortController();
        // They are seeded while the portal runs.
        await scheduler.scheduleTask({
          id: 'demo-decisions',
          scope: 'local',
          initialDelay: { seconds: 10 },
          frequency: { seconds: 5 },
          timeout: { minutes: 1 },
          signal: done.signal,
          async fn() {
            if (await decideEarlier(knex, new Date())) {
              done.abort();
            }
          },
        });
      },
    });
  },
});
