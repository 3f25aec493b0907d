import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { factCollectorsExtensionPoint } from '@paved-road/plugin-paved-road-node';
import { createAlertsFact } from './alertsFact';
import { createDeliveryFact } from './deliveryFact';
import { GithubApi } from './GithubApi';
import { readGithubConfig } from './readGithubConfig';
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
        collectors: factCollectorsExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ collectors, config }) {
        const { reserve, ...delivery } = readGithubConfig(config);
        const api = new GithubApi(ScmIntegrations.fromConfig(config), reserve);
        collectors.addFactCollector(createRepositoryFact(api));
        collectors.addFactCollector(createAlertsFact(api));
        collectors.addFactCollector(createDeliveryFact(api, delivery));
      },
    });
  },
});
