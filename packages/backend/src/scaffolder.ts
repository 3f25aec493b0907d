import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import giteaModule from '@backstage/plugin-scaffolder-backend-module-gitea';
import githubModule from '@backstage/plugin-scaffolder-backend-module-github';
import gitlabModule from '@backstage/plugin-scaffolder-backend-module-gitlab';
import notificationsModule from '@backstage/plugin-scaffolder-backend-module-notifications';
import workspaceDatabaseModule from '@backstage/plugin-scaffolder-backend-module-workspace-database';
import pavedRoadModule from '@paved-road/plugin-scaffolder-backend-module-paved-road';

export const scaffolder = createBackendFeatureLoader({
  *loader() {
    yield scaffolderPlugin;
    yield giteaModule;
    yield githubModule;
    yield gitlabModule;
    yield notificationsModule;
    yield workspaceDatabaseModule;
    yield pavedRoadModule;
  },
});
