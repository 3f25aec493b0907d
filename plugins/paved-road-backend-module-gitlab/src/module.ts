import { ScmIntegrations } from '@backstage/integration';
import {
  createFactCollectorModule,
  readDeliveryOptions,
  readReserve,
  TeamDirectory,
} from '@paved-road/plugin-paved-road-node';
import { createDeliveryFact } from './deliveryFact';
import { GitlabApi } from './GitlabApi';
import { createProjectFact } from './projectFact';

/** Collects the facts `gitlab` and `delivery`. @public */
export const pavedRoadModuleGitlab = createFactCollectorModule({
  moduleId: 'gitlab',
  create({ auth, catalog, config }) {
    const integrations = ScmIntegrations.fromConfig(config);
    const api = new GitlabApi(
      integrations,
      readReserve(config, 'pavedRoad.gitlab.reserve'),
    );
    const annotations = integrations.gitlab
      .list()
      .map(({ config: { host } }) => `${host}/user-login`);
    return [
      createProjectFact(api),
      createDeliveryFact(
        api,
        new TeamDirectory({ auth, catalog, annotations }),
        readDeliveryOptions(config),
      ),
    ];
  },
});
