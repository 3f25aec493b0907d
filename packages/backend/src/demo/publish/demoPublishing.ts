import {
  coreServices,
  createBackendFeatureLoader,
  createBackendModule,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import {
  catalogLocationsExtensionPoint,
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { scaffolderTemplatingExtensionPoint } from '@backstage/plugin-scaffolder-node/alpha';
import { createPublishLocalAction } from './createPublishLocalAction';
import { createRegisterLocalAction } from './createRegisterLocalAction';
import { createRepositoriesRouter } from './createRepositoriesRouter';
import { FileLocationGuard } from './FileLocationGuard';
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
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        templating: scaffolderTemplatingExtensionPoint,
      },
      async init({ actions, catalog, config, discovery, templating }) {
        const repositories = readRepositories(config);
        const repositoriesUrl =
          await discovery.getExternalBaseUrl('demo-repositories');
        actions.addActions(
          createPublishLocalAction({ repositories, repositoriesUrl }),
          createRegisterLocalAction({ repositories, catalog }),
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

const catalogModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'demo-publishing',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        locations: catalogLocationsExtensionPoint,
        processing: catalogProcessingExtensionPoint,
      },
      async init({ config, locations, processing }) {
        locations.setAllowedLocationTypes(['url', 'file']);
        processing.addProcessor(
          FileLocationGuard.fromConfig(config, readRepositories(config)),
        );
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
        // A link in the catalog is opened by the browser, which sends no token.
        httpRouter.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
      },
    });
  },
});

/**
 * Publishing without an account anywhere: repositories in a folder of this machine, their
 * registration by file location, and their files over HTTP for the links in the catalog.
 */
export const demoPublishing = createBackendFeatureLoader({
  *loader() {
    yield actionsModule;
    yield catalogModule;
    yield repositoriesPlugin;
  },
});
