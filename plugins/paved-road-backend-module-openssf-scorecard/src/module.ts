import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { factCollectorsExtensionPoint } from '@paved-road/plugin-paved-road-node';
import { createScorecardCollector } from './createScorecardCollector';

/**
 * Collects the fact `openssfScorecard`.
 *
 * @public
 */
export const pavedRoadModuleOpenssfScorecard = createBackendModule({
  pluginId: 'paved-road',
  moduleId: 'openssf-scorecard',
  register({ registerInit }) {
    registerInit({
      deps: {
        collectors: factCollectorsExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ collectors, config }) {
        collectors.addFactCollector(createScorecardCollector(config));
      },
    });
  },
});
