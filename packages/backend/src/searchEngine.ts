import {
  coreServices,
  createBackendFeatureLoader,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  LunrSearchEngine,
  MissingIndexError,
} from '@backstage/plugin-search-backend-node';
import { searchEngineRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import {
  IndexableResultSet,
  SearchQuery,
} from '@backstage/plugin-search-common';

/** The in-memory search engine of Backstage, with empty results for types without documents. */
class InMemorySearchEngine extends LunrSearchEngine {
  /* Backstage throws if none of the requested types has a document. */
  async query(query: SearchQuery): Promise<IndexableResultSet> {
    try {
      return await super.query(query);
    } catch (error) {
      if (error instanceof MissingIndexError) {
        return { results: [], numberOfResults: 0 };
      }
      throw error;
    }
  }
}

export const inMemorySearchEngine = createBackendModule({
  pluginId: 'search',
  moduleId: 'in-memory-engine',
  register(env) {
    env.registerInit({
      deps: {
        engines: searchEngineRegistryExtensionPoint,
        logger: coreServices.logger,
      },
      async init({ engines, logger }) {
        engines.setSearchEngine(new InMemorySearchEngine({ logger }));
      },
    });
  },
});

/** The search engine for PostgreSQL if that is the database, otherwise in memory. */
export const searchEngine = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  *loader({ config }) {
    yield config.getString('backend.database.client') === 'pg'
      ? import('@backstage/plugin-search-backend-module-pg')
      : inMemorySearchEngine;
  },
});
