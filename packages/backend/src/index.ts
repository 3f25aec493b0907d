import { createBackend } from '@backstage/backend-defaults';
import { demoFeatures } from './demo';
import { permissionPolicyModule } from './permissionPolicy';
import { rootHttpRouter } from './rootHttpRouter';
import { scaffolder } from './scaffolder';
import { searchEngine } from './searchEngine';
import { signInFeatures } from './signIn';

const backend = createBackend();

backend.add(rootHttpRouter);
backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(signInFeatures);
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-mcp-actions-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(permissionPolicyModule);
backend.add(scaffolder);
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(searchEngine);
backend.add(import('@backstage/plugin-signals-backend'));

backend.add(import('@paved-road/plugin-paved-road-backend'));
backend.add(import('@paved-road/plugin-catalog-backend-module-paved-road'));
backend.add(import('@paved-road/plugin-search-backend-module-paved-road'));
backend.add(demoFeatures);

backend.start().catch(error => {
  // Backstage writes it to the log and goes on without being ready, for example where two back ends make the tables
  // of a plugin at once. Whoever looks after this process starts it again.
  process.stderr.write(`The back end cannot start: ${error.message}\n`);
  process.exit(1);
});
