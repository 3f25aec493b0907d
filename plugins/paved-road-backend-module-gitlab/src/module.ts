import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import {
  factCollectorsExtensionPoint,
  readDeliveryOptions,
  readReserve,
} from '@paved-road/plugin-paved-road-node';
import { createDeliveryFact } from './deliveryFact';
import { GitlabApi } from './GitlabApi';
import { createProjectFact } from './projectFact';

/**
 * Collects the facts `gitlab` and `delivery`.
 *
 * @public
 */
export const pavedRoadModuleGitlab = createBackendModule({
  pluginId: 'paved-road',
  moduleId: 'gitlab',
  register({ registerInit }) {
    registerInit({
      deps: {
        collectors: factCollectorsExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ collectors, config }) {
        const api = new GitlabApi(
          ScmIntegrations.fromConfig(config),
          readReserve(config, 'pavedRoad.gitlab.reserve'),
        );
        collectors.addFactCollector(createProjectFact(api));
        collectors.addFactCollector(
          createDeliveryFact(api, readDeliveryOptions(config)),
        );
      },
    });
  },
});
