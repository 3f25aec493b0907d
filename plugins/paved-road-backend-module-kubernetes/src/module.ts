import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { factCollectorsExtensionPoint } from '@paved-road/plugin-paved-road-node';
import { createKubernetesFact } from './kubernetesFact';
import { readClusters } from './readClusters';

/**
 * Collects the fact `kubernetes`.
 *
 * @public
 */
export const pavedRoadModuleKubernetes = createBackendModule({
  pluginId: 'paved-road',
  moduleId: 'kubernetes',
  register({ registerInit }) {
    registerInit({
      deps: {
        collectors: factCollectorsExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ collectors, config, logger }) {
        const { clusters, skipped } = readClusters(config);
        skipped.forEach(problem => logger.warn(problem));
        collectors.addFactCollector(createKubernetesFact(clusters));
      },
    });
  },
});
