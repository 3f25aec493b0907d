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
import { toError } from '@backstage/errors';
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

/** An entity of a batch, with what the collector reads about it. @public */
export interface BatchItem<T, F> {
  target: T;
  context: FactCollectorContext<F>;
}

/**
 * The part of a collector whose source answers for many entities at once.
 *
 * @param options - `size` is the maximum number of entities per call; `toTarget` throws if the entity cannot be collected;
 *   `collect` returns a result or an error for each item, in the same order
 * @public
 */
export function collectInBatches<T, F>(options: {
  size: number;
  toTarget(context: FactCollectorContext<F>): T;
  collect(
    items: BatchItem<T, F>[],
    signal: AbortSignal,
  ): Promise<Array<CollectedFact<F> | Error>>;
}): Pick<FactCollector<F>, 'collect' | 'batch'> {
  const { size, toTarget } = options;
  async function collectAll(contexts: FactCollectorContext<F>[]) {
    const results = new Map<unknown, CollectedFact<F> | Error>();
    const items = contexts.flatMap((context): BatchItem<T, F>[] => {
      try {
        return [{ context, target: toTarget(context) }];
      } catch (error) {
        results.set(context, toError(error));
        return [];
      }
    });
    const found =
      items.length > 0 ? await options.collect(items, contexts[0].signal) : [];
    items.forEach(({ context }, index) => results.set(context, found[index]));
    return contexts.map(context => results.get(context)!);
  }
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

/**
 * Groups items in their order, each group as long as possible.
 *
 * @param fits - whether a group of several items is allowed
 * @public
 */
export function groupWhile<T>(
  items: readonly T[],
  fits: (group: T[]) => boolean,
): T[][] {
  const groups: T[][] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last && fits([...last, item])) {
      last.push(item);
    } else {
      groups.push([item]);
    }
  }
  return groups;
}
