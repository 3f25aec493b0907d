import { ScmIntegrations } from '@backstage/integration';
import {
  createFactCollectorModule,
  readDeliveryOptions,
  readReserve,
  TeamDirectory,
} from '@paved-road/plugin-paved-road-node';
import { createAlertsFact } from './alertsFact';
import { createDeliveryFact } from './deliveryFact';
import { GithubApi } from './GithubApi';
import { createRepositoryFact } from './repositoryFact';

/** Collects the facts `github`, `githubAlerts` and `delivery`. @public */
export const pavedRoadModuleGithub = createFactCollectorModule({
  moduleId: 'github',
  create({ auth, catalog, config }) {
    const api = new GithubApi(
      ScmIntegrations.fromConfig(config),
      readReserve(config, 'pavedRoad.github.reserve'),
    );
    const annotations = ['github.com/user-login'];
    return [
      createRepositoryFact(api),
      createAlertsFact(api),
      createDeliveryFact(
        api,
        new TeamDirectory({ auth, catalog, annotations }),
        readDeliveryOptions(config),
      ),
    ];
  },
});
