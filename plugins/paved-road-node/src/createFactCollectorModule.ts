import {
  AuthService,
  BackendFeature,
  coreServices,
  createBackendModule,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { factCollectorsExtensionPoint } from './extensionPoints';
import {
  CollectedFact,
  FactCollector,
  FactCollectorContext,
} from './FactCollector';

/**
 * Creates a module of the plugin `paved-road` that adds collectors.
 *
 * @param options - `create` throws an InputError if the config is not valid
 * @public
 */
export function createFactCollectorModule(options: {
  moduleId: string;
  create(services: {
    auth: AuthService;
    catalog: CatalogService;
    config: RootConfigService;
    logger: LoggerService;
  }): FactCollector<any>[];
}): BackendFeature {
  return createBackendModule({
    pluginId: 'paved-road',
    moduleId: options.moduleId,
    register({ registerInit }) {
      registerInit({
        deps: {
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          collectors: factCollectorsExtensionPoint,
          config: coreServices.rootConfig,
          logger: coreServices.logger,
        },
        async init({ collectors, ...services }) {
          for (const collector of options.create(services)) {
            collectors.addFactCollector(collector);
          }
        },
      });
    },
  });
}

/**
 * The part of a collector whose source answers for many entities at once.
 *
 * @param size - the most entities of a call
 * @param collectAll - as in the batch of {@link FactCollector}
 * @public
 */
export function collectInBatches<T>(
  size: number,
  collectAll: (
    contexts: FactCollectorContext<T>[],
  ) => Promise<Array<CollectedFact<T> | Error>>,
): Pick<FactCollector<T>, 'collect' | 'batch'> {
  return {
    async collect(context) {
      const [result] = await collectAll([context]);
      if (result instanceof Error) {
        throw result;
      }
      return result;
    },
    batch: { size, collect: collectAll },
  };
}
