import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { isErrorWithName } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  advise,
  describeModel,
  modelVersion,
  pavedRoadPermissions,
} from '@paved-road/plugin-paved-road-common';
import { createAdvisorRouter } from './advisor/createAdvisorRouter';
import { Advisor } from './advisor/types';
import { AssessmentAccess } from './assessments/AssessmentAccess';
import {
  assessmentChangedSchema,
  AssessmentPublisher,
  ASSESSMENTS_TOPIC,
} from './assessments/AssessmentPublisher';
import { AssessmentService } from './assessments/AssessmentService';
import { createAssessmentRouter } from './assessments/createAssessmentRouter';
import { KnexAssessmentStore } from './assessments/KnexAssessmentStore';
import { CatalogEntityAccess } from './catalog/CatalogEntityAccess';
import { CatalogSync } from './catalog/CatalogSync';
import { KnexEntityIndexStore } from './catalog/KnexEntityIndexStore';
import { readCatalogSyncSchedule, readReviewAfterDays } from './config';
import { connect } from './database/migrate';
import {
  createScorecardRouter,
  KnexScorecardStore,
  loadScorecardRules,
  ScorecardEvaluator,
  ScorecardService,
} from './scorecards';

const CATALOG_SYNC = 'catalog-sync';

/**
 * Keeps assessments and scorecards of catalog entities.
 *
 * @public
 */
export const pavedRoadPlugin = createBackendPlugin({
  pluginId: 'paved-road',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootLifecycle: coreServices.rootLifecycle,
        scheduler: coreServices.scheduler,
      },
      async init({
        auditor,
        auth,
        catalog,
        config,
        database,
        events,
        httpAuth,
        httpRouter,
        logger,
        permissions,
        permissionsRegistry,
        rootLifecycle,
        scheduler,
      }) {
        const reviewAfterDays = readReviewAfterDays(config);
        const schedule = readCatalogSyncSchedule(config);
        const rules = await loadScorecardRules(config);
        const knex = await connect(database);

        const advisor: Advisor = { modelVersion, describeModel, advise };
        const index = new KnexEntityIndexStore(knex);
        const entities = new CatalogEntityAccess({
          catalog,
          permissions,
          auth,
        });
        const assessmentStore = new KnexAssessmentStore(knex);
        const assessments = new AssessmentService({
          store: assessmentStore,
          access: new AssessmentAccess({
            store: assessmentStore,
            entities,
            permissions,
            auth,
          }),
          entities,
          index,
          advisor,
          publisher: new AssessmentPublisher({ auditor, events, logger }),
          reviewAfterDays,
        });
        const scorecards = new ScorecardService({
          store: new KnexScorecardStore(knex),
          rules,
          evaluator: new ScorecardEvaluator({
            rules: rules.rules,
            assessments,
            catalog,
            auth,
          }),
          entities,
          index,
          catalog,
          permissions,
          auth,
          auditor,
        });
        const sync = new CatalogSync({
          catalog,
          auth,
          index,
          listener: scorecards,
          logger,
        });

        permissionsRegistry.addPermissions(pavedRoadPermissions);
        httpRouter.use(createAdvisorRouter({ advisor, httpAuth }));
        httpRouter.use(
          createAssessmentRouter({ service: assessments, httpAuth }),
        );
        httpRouter.use(
          createScorecardRouter({ service: scorecards, httpAuth }),
        );

        await events.subscribe({
          id: 'paved-road.scorecards',
          topics: [ASSESSMENTS_TOPIC],
          async onEvent({ eventPayload }) {
            const { entityRef } = assessmentChangedSchema.parse(eventPayload);
            await scorecards.refresh([entityRef]);
          },
        });

        rootLifecycle.addStartupHook(async () => {
          await scheduler.scheduleTask({
            ...schedule,
            id: CATALOG_SYNC,
            fn: signal => sync.run(signal),
          });
          // The catalog or the rules may have changed while the portal was down.
          scheduler.triggerTask(CATALOG_SYNC).catch(error => {
            if (!isErrorWithName(error, 'ConflictError')) {
              logger.warn(
                'The catalog is read at the next scheduled time',
                error,
              );
            }
          });
        });
      },
    });
  },
});
