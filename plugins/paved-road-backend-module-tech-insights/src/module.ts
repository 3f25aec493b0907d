import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  createPavedRoadClient,
  factCollectorsExtensionPoint,
  scorecardHistoryExtensionPoint,
} from '@paved-road/plugin-paved-road-node';
import { createLevelHistory } from './history/createLevelHistory';
import { techInsightsMeetingPointRef } from './retrievers/meetingPoint';
import { toFactCollector } from './retrievers/toFactCollector';

/** Provides facts of Tech Insights retrievers to rules, and levels from its recorded facts to trends. @public */
export const pavedRoadModuleTechInsights = createBackendModule({
  pluginId: 'paved-road',
  moduleId: 'tech-insights',
  register({ registerInit }) {
    registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        collectors: factCollectorsExtensionPoint,
        discovery: coreServices.discovery,
        levels: scorecardHistoryExtensionPoint,
        meetingPoint: techInsightsMeetingPointRef,
      },
      async init({ catalog, collectors, levels, meetingPoint, ...services }) {
        const { auth, discovery } = services;
        const { retrievers, history } = await meetingPoint.demand();
        for (const { run, schedule } of retrievers) {
          collectors.addFactCollector(toFactCollector(run, schedule));
        }
        if (history) {
          levels.addHistory(
            createLevelHistory({
              history,
              retrieverIds: retrievers.map(({ run }) => run.retriever.id),
              getRules: () =>
                createPavedRoadClient({ auth, discovery }).getRules(),
              getEntity: async entityRef =>
                await catalog.getEntityByRef(entityRef, {
                  credentials: await auth.getOwnServiceCredentials(),
                }),
            }),
          );
        }
      },
    });
  },
});
