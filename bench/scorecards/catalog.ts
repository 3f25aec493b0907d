import {
  coreServices,
  createBackendModule,
  DatabaseService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogProcessingExtensionPoint,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import path from 'node:path';
import { fillCatalog, provider } from './fillCatalog';
import { service } from './fleet';
import { until } from './measure';

export function createCatalog(entities: number) {
  const connection = Promise.withResolvers<EntityProviderConnection>();
  const databaseService = Promise.withResolvers<DatabaseService>();
  const module = createBackendModule({
    pluginId: 'catalog',
    moduleId: 'benchmark',
    register: env =>
      env.registerInit({
        deps: {
          database: coreServices.database,
          processing: catalogProcessingExtensionPoint,
        },
        async init(deps) {
          databaseService.resolve(deps.database);
          deps.processing.addEntityProvider({
            getProviderName: () => provider.name,
            connect: async connected => connection.resolve(connected),
          });
        },
      }),
  });
  const getKnex = async () => (await databaseService.promise).getClient();
  return {
    features: [catalogPlugin, module],
    async fill() {
      await fillCatalog(
        await getKnex(),
        entities,
        path.dirname(require.resolve('@backstage/plugin-catalog-backend')),
      );
    },
    /** Changes 1 % of the services, waits until the catalog gives them out, and returns their references. */
    async change(revision: number): Promise<string[]> {
      const changed = Array.from({ length: entities / 100 }, (_, position) =>
        service(position * 100 + (revision % 100), revision),
      );
      const knex = await getKnex();
      await (
        await connection.promise
      ).applyMutation({
        type: 'delta',
        added: changed.map(entity => ({
          entity,
          locationKey: provider.locationKey,
        })),
        removed: [],
      });
      await until(async () => {
        const [{ count }] = await knex('search')
          .where({
            key: 'metadata.annotations.bench.example/revision',
            value: String(revision),
          })
          .count({ count: '*' });
        return Number(count) === changed.length;
      }, 200);
      return changed.map(entity => stringifyEntityRef(entity));
    },
  };
}
