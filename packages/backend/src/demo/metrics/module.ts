import { createBackendModule } from '@backstage/backend-plugin-api';
import { factCollectorsExtensionPoint } from '@paved-road/plugin-paved-road-node';
import { createMetricsCollector } from './createMetricsCollector';

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
