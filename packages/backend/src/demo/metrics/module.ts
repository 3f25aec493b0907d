import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { createFactCollectorModule } from '@paved-road/plugin-paved-road-node';
import { createMetricsCollector } from './createMetricsCollector';
import { decideEarlier } from './decideEarlier';

/** Adds metrics of the example services, to compare with their decisions. */
export const demoMetricsModule = createFactCollectorModule({
  moduleId: 'demo-metrics',
  create: () => [createMetricsCollector()],
});

/** Backdates decisions of the example to before the metrics that contradict them. */
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
        // Seeding happens while the portal runs.
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
