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
import { createAlertsFact } from './alertsFact';
import { createDeliveryFact } from './deliveryFact';
import { GithubApi } from './GithubApi';
import { createRepositoryFact } from './repositoryFact';

/**
 * Collects the facts `github`, `githubAlerts` and `delivery`.
 *
 * @public
 */
export const pavedRoadModuleGithub = createBackendModule({
  pluginId: 'paved-road',
  moduleId: 'github',
  register({ registerInit }) {
    registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        collectors: factCollectorsExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ auth, catalog, collectors, config }) {
        const api = new GithubApi(
          ScmIntegrations.fromConfig(config),
          readReserve(config, 'pavedRoad.github.reserve'),
        );
        collectors.addFactCollector(createRepositoryFact(api));
        collectors.addFactCollector(createAlertsFact(api));
        collectors.addFactCollector(
          createDeliveryFact(
            api,
            new TeamDirectory({
              auth,
              catalog,
              annotations: ['github.com/user-login'],
            }),
            readDeliveryOptions(config),
          ),
        );
      },
    });
  },
});
