/* A back end that loads its plugins at its start, as the one of Red Hat Developer Hub. */
const { createBackend } = require('@backstage/backend-defaults');
const {
  dynamicPluginsFeatureLoader,
} = require('@backstage/backend-dynamic-feature-service');

const backend = createBackend();
backend.add(require('@backstage/plugin-app-backend'));
backend.add(require('@backstage/plugin-auth-backend'));
backend.add(require('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(require('@backstage/plugin-catalog-backend'));
backend.add(require('@backstage/plugin-scaffolder-backend'));
backend.add(require('@backstage/plugin-search-backend'));
backend.add(dynamicPluginsFeatureLoader());
backend.start().catch(error => {
  console.error(error);
  process.exit(1);
});
