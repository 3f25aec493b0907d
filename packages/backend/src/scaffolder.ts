import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';

/** The scaffolder with all that the templates need. */
export const scaffolder = createBackendFeatureLoader({
  *loader() {
    yield import('@backstage/plugin-scaffolder-backend');
    yield import('@backstage/plugin-scaffolder-backend-module-gitea');
    yield import('@backstage/plugin-scaffolder-backend-module-github');
    yield import('@backstage/plugin-scaffolder-backend-module-gitlab');
    yield import('@backstage/plugin-scaffolder-backend-module-notifications');
    yield import('@backstage/plugin-scaffolder-backend-module-workspace-database');
    yield import('@paved-road/plugin-scaffolder-backend-module-paved-road');
  },
});
