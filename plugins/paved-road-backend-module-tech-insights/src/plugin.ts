import { techInsightsPermissions } from '@backstage-community/plugin-tech-insights-common';
import {
  FactRetriever,
  techInsightsFactCheckerFactoryExtensionPoint,
  techInsightsFactRetrieverRegistryExtensionPoint,
  techInsightsFactRetrieversExtensionPoint,
  techInsightsPersistenceContextExtensionPoint,
} from '@backstage-community/plugin-tech-insights-node';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { createPavedRoadClient } from '@paved-road/plugin-paved-road-node';
import { FactHistory } from './history/FactHistory';
import { createRouter } from './results/createRouter';
import { TechInsightsResults } from './results/TechInsightsResults';
import { readSchedule } from './retrievers/readSchedule';
import { RetrieverRun } from './retrievers/RetrieverRun';
import { techInsightsMeetingPointRef } from './retrievers/meetingPoint';

/**
 * Replaces the plugin `tech-insights`: runs its fact retrievers for Paved Road, and implements its API with scorecards
 * of Paved Road.
 *
 * @public
 */
export const techInsightsPlugin = createBackendPlugin({
  pluginId: 'tech-insights',
  register(env) {
    const retrievers: Record<string, FactRetriever> = {};
    const unused: string[] = [];
    env.registerExtensionPoint(techInsightsFactRetrieversExtensionPoint, {
      addFactRetrievers(added) {
        Object.assign(retrievers, added);
      },
    });
    env.registerExtensionPoint(techInsightsFactCheckerFactoryExtensionPoint, {
      setFactCheckerFactory() {
        unused.push('a fact checker; import its checks as a rule pack');
      },
    });
    env.registerExtensionPoint(
      techInsightsFactRetrieverRegistryExtensionPoint,
      {
        setFactRetrieverRegistry() {
          unused.push(
            'a registry of fact retrievers; add them with addFactRetrievers',
          );
        },
      },
    );
    env.registerExtensionPoint(techInsightsPersistenceContextExtensionPoint, {
      setPersistenceContext() {
        unused.push('a store of facts; Paved Road keeps them');
      },
    });
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        meetingPoint: techInsightsMeetingPointRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        urlReader: coreServices.urlReader,
      },
      async init({ httpAuth, httpRouter, meetingPoint, ...services }) {
        const { auth, catalog, config, discovery, logger, permissions } =
          services;
        for (const what of unused) {
          logger.warn(`A module of tech-insights sets ${what}`);
        }
        const scheduled = Object.entries(retrievers).flatMap(
          ([name, retriever]) => {
            const schedule = readSchedule(config, name);
            if (!schedule) {
              logger.info(
                `The fact retriever ${name} does not run, because techInsights.factRetrievers does not name it`,
              );
              return [];
            }
            const run = new RetrieverRun(retriever, services, schedule.timeout);
            return [{ run, schedule }];
          },
        );
        const history = await FactHistory.find(services.database);
        services.permissionsRegistry.addPermissions(techInsightsPermissions);
        httpRouter.use(
          createRouter({
            httpAuth,
            permissions,
            catalog,
            resultsFor: credentials =>
              new TechInsightsResults(
                createPavedRoadClient({ auth, discovery, credentials }),
                logger,
              ),
            runs: scheduled.map(({ run }) => run),
            history,
            logger,
          }),
        );
        meetingPoint.supply({ retrievers: scheduled, history });
      },
    });
  },
});
