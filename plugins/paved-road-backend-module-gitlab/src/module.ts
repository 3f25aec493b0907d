import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  factCollectorsExtensionPoint,
  readDeliveryOptions,
  readReserve,
  TeamDirectory,
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
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        collectors: factCollectorsExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ auth, catalog, collectors, config }) {
        const integrations = ScmIntegrations.fromConfig(config);
        const api = new GitlabApi(
          integrations,
          readReserve(config, 'pavedRoad.gitlab.reserve'),
        );
        collectors.addFactCollector(createProjectFact(api));
        collectors.addFactCollector(
          createDeliveryFact(
            api,
            new TeamDirectory({
              auth,
              catalog,
              annotations: integrations.gitlab
                .list()
                .map(({ config: { host } }) => `${host}/user-login`),
            }),
            readDeliveryOptions(config),
          ),
        );
      },
    });
  },
});
