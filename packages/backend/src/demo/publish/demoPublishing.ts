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
        // The catalog reads them, and a browser follows links to them; neither sends a token.
        httpRouter.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
      },
    });
  },
});

/** A name that is taken is told before a template runs. */
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
          title: 'This machine',
          has: async name => existsSync(repositories.pathOf(name)),
        });
      },
    });
  },
});

/**
 * Publishing without an account anywhere: repositories in a folder of this machine, and their files over
 * HTTP for people and for the catalog, which the config has to allow in `backend.reading.allow`.
 */
export const demoPublishing = createBackendFeatureLoader({
  *loader() {
    yield actionsModule;
    yield placeModule;
    yield repositoriesPlugin;
  },
});
