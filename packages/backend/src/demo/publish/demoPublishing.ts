import {
  coreServices,
  createBackendFeatureLoader,
  createBackendModule,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { scaffolderTemplatingExtensionPoint } from '@backstage/plugin-scaffolder-node/alpha';
import { repositoryPlacesExtensionPoint } from '@paved-road/plugin-paved-road-node';
import { existsSync } from 'node:fs';
import { createPublishLocalAction } from './createPublishLocalAction';
import { createRepositoriesRouter } from './createRepositoriesRouter';
import { LocalRepositories } from './LocalRepositories';

function readRepositories(config: Config): LocalRepositories {
  return new LocalRepositories(config.getString('pavedRoad.demo.repositories'));
}

const actionsModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'demo-publishing',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        templating: scaffolderTemplatingExtensionPoint,
      },
      async init({ actions, config, discovery, templating }) {
        const repositoriesUrl =
          await discovery.getExternalBaseUrl('demo-repositories');
        actions.addActions(
          createPublishLocalAction({
            repositories: readRepositories(config),
            repositoriesUrl,
          }),
        );
        templating.addTemplateGlobals([
          {
            id: 'demoRepositoriesUrl',
            value: repositoriesUrl,
            description:
              'Where the files of repositories that are published on this machine can be seen',
          },
        ]);
      },
    });
  },
});

const repositoriesPlugin = createBackendPlugin({
  pluginId: 'demo-repositories',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        httpRouter: coreServices.httpRouter,
      },
      async init({ config, httpRouter }) {
        httpRouter.use(createRepositoriesRouter(readRepositories(config)));
        // The catalog and browsers request files without a token.
        httpRouter.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
      },
    });
  },
});

/** The form reports a taken name before a run. */
const placeModule = createBackendModule({
  pluginId: 'paved-road',
  moduleId: 'demo-publishing',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        places: repositoryPlacesExtensionPoint,
      },
      async init({ config, places }) {
        const repositories = readRepositories(config);
        places.addRepositoryPlace({
          id: 'local',
          title: 'Local folder (demo)',
          has: async name => existsSync(repositories.pathOf(name)),
        });
      },
    });
  },
});

/**
 * Publishes without any account: repositories in a local folder, with their files over HTTP for people and the catalog.
 * Requires an entry in `backend.reading.allow`.
 */
export const demoPublishing = createBackendFeatureLoader({
  *loader() {
    yield actionsModule;
    yield placeModule;
    yield repositoriesPlugin;
  },
});
