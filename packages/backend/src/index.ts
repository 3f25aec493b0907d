import { createBackend } from '@backstage/backend-defaults';
import { demoFeatures } from './demo/demoFeatures';
import { permissionPolicyModule } from './permissionPolicy/module';
import { rootHttpRouter } from './rootHttpRouter';
import { scaffolder } from './scaffolder';
import { searchEngine } from './searchEngine';
import { signInFeatures } from './signIn/signInFeatures';
import { explainFailedStart } from './start/explainFailedStart';
import { metricsEndpoint } from './start/metricsEndpoint';
import { requireVariables } from './start/requireVariables';
import { startInTurn } from './start/startInTurn';

const backend = createBackend();

backend.add(requireVariables);
backend.add(metricsEndpoint);
backend.add(startInTurn);
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
  // Backstage itself would keep running without being ready. Ending lets a supervisor restart the process.
  process.stderr.write(`${explainFailedStart(error)}\n`);
  process.exit(1);
});
