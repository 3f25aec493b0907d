import { createBackend } from '@backstage/backend-defaults';
import { demoFeatures } from './demo/demoFeatures';
import { permissionPolicyModule } from './permissionPolicy/module';
import { rootHttpRouter } from './rootHttpRouter';
import { scaffolder } from './scaffolder';
import { searchEngine } from './searchEngine';
import { signInFeatures } from './signIn/signInFeatures';

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
  // Otherwise Backstage logs the error and keeps running without being ready, for example after two back ends have
  // created the tables of a plugin at once. Ending lets a supervisor restart the process.
  const cause = error.message.replace(/\n\s*/g, ' ');
  process.stderr.write(`The back end cannot start: ${cause}\n`);
  process.exit(1);
});
