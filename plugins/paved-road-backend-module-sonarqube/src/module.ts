import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { factCollectorsExtensionPoint } from '@paved-road/plugin-paved-road-node';
import { createSonarqubeCollector } from './createSonarqubeCollector';

/**
 * Collects the fact `sonarqube`.
 *
 * @public
 */
export const pavedRoadModuleSonarqube = createBackendModule({
  pluginId: 'paved-road',
  moduleId: 'sonarqube',
  register({ registerInit }) {
    registerInit({
      deps: {
        collectors: factCollectorsExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ collectors, config }) {
        collectors.addFactCollector(createSonarqubeCollector(config));
      },
    });
  },
});
