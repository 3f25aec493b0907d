import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { factCollectorsExtensionPoint } from '@paved-road/plugin-paved-road-node';
import { createPagerdutyCollector } from './createPagerdutyCollector';

/**
 * Collects the fact `pagerduty`.
 *
 * @public
 */
export const pavedRoadModulePagerduty = createBackendModule({
  pluginId: 'paved-road',
  moduleId: 'pagerduty',
  register({ registerInit }) {
    registerInit({
      deps: {
        collectors: factCollectorsExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ collectors, config }) {
        collectors.addFactCollector(createPagerdutyCollector(config));
      },
    });
  },
});
