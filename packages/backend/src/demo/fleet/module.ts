import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { FleetProvider } from './FleetProvider';
import { readFleet } from './readFleet';
import { untilKnown } from './untilKnown';

/**
 * Adds the generated services to the catalog after the example, because the catalog reads entities in this order and
 * sign-in needs the people of the example.
 */
export const demoFleetModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'demo-fleet',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
      },
      async init({ auth, catalog, config, lifecycle, logger, processing }) {
        const { services, examples } = await readFleet(config);
        const provider = new FleetProvider(services);
        processing.addEntityProvider(provider);

        const stop = new AbortController();
        const { signal } = stop;
        const first = services.length
          ? [...readPeople(config), ...examples.map(stringifyEntityRef)]
          : [];
        const provide = async () => {
          const unknown = await untilKnown(first, { auth, catalog, signal });
          if (unknown.length > 0) {
            logger.warn(
              `The generated services come without ${unknown.join(', ')}, which the catalog does not know yet`,
            );
          }
          await provider.provide();
        };
        lifecycle.addShutdownHook(() => stop.abort());
        lifecycle.addStartupHook(() => {
          provide().catch(error => {
            if (!signal.aborted) {
              logger.error('The generated services were not created', error);
            }
          });
        });
      },
    });
  },
});

function readPeople(config: Config): string[] {
  return (config.getOptionalConfigArray('pavedRoad.demo.people') ?? []).map(
    person => person.getString('entityRef'),
  );
}
