import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { factCollectorsExtensionPoint } from '@paved-road/plugin-paved-road-node';
import { createPrometheusCollector } from './createPrometheusCollector';
import { readPrometheusConfig } from './readPrometheusConfig';

/**
 * Collects the fact `prometheus`.
 *
 * @public
 */
export const pavedRoadModulePrometheus = createBackendModule({
  pluginId: 'paved-road',
  moduleId: 'prometheus',
  register({ registerInit }) {
    registerInit({
      deps: {
        collectors: factCollectorsExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ collectors, config, logger }) {
        collectors.addFactCollector(
          createPrometheusCollector(readPrometheusConfig(config), logger),
        );
      },
    });
  },
});
