import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { FleetProvider } from './FleetProvider';
import { readFleet } from './readFleet';

/** Puts the generated services into the catalog. */
export const demoFleetModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'demo-fleet',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ catalog, config }) {
        const { services } = await readFleet(config);
        catalog.addEntityProvider(new FleetProvider(services));
      },
    });
  },
});
