import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { factCollectorsExtensionPoint } from '@paved-road/plugin-paved-road-node';
import { readScript } from '../readScript';
import { createMetricsCollector } from './createMetricsCollector';
import { decideEarlier } from './decideEarlier';
import { parseMetrics } from './stories';

/** Adds metrics of the example services, to compare with their decisions. */
export const demoMetricsModule = createBackendModule({
  pluginId: 'paved-road',
  moduleId: 'demo-metrics',
  register({ registerInit }) {
    registerInit({
      deps: {
        collectors: factCollectorsExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ collectors, config }) {
        const stories = await readScript(config, 'stories', parseMetrics);
        collectors.addFactCollector(createMetricsCollector(stories));
      },
    });
  },
});

/** Backdates decisions of the example to before the metrics that contradict them. */
export const demoDecisionsModule = createBackendModule({
  pluginId: 'paved-road',
  moduleId: 'demo-decisions',
  register({ registerInit }) {
    registerInit({
      deps: {
        config: coreServices.rootConfig,
        database: coreServices.database,
        scheduler: coreServices.scheduler,
      },
      async init({ config, database, scheduler }) {
        const stories = await readScript(config, 'stories', parseMetrics);
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
            if (await decideEarlier(knex, new Date(), stories)) {
              done.abort();
            }
          },
        });
      },
    });
  },
});
