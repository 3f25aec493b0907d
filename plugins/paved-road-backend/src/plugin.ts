import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { isErrorWithName } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { pavedRoadPermissions } from '@paved-road/plugin-paved-road-common';
import { createAdvisor } from './advisor/createAdvisor';
import { createAdvisorRouter } from './advisor/createAdvisorRouter';
import { loadModel } from './advisor/loadModel';
import { AssessmentAccess } from './assessments/AssessmentAccess';
import { AssessmentDrafts } from './assessments/AssessmentDrafts';
import { AssessmentPresenter } from './assessments/AssessmentPresenter';
import {
  assessmentChangedSchema,
  AssessmentPublisher,
  ASSESSMENTS_TOPIC,
} from './assessments/AssessmentPublisher';
import { AssessmentReader } from './assessments/AssessmentReader';
import { AssessmentReviews } from './assessments/AssessmentReviews';
import { DecisionRecords } from './assessments/DecisionRecords';
import { AssessmentWriter } from './assessments/AssessmentWriter';
import { createAssessmentRouter } from './assessments/createAssessmentRouter';
import { KnexAssessmentStore } from './assessments/KnexAssessmentStore';
import { CatalogEntityAccess } from './catalog/CatalogEntityAccess';
import { CatalogFactsReader } from './catalog/CatalogFactsReader';
import { CatalogSync } from './catalog/CatalogSync';
import { KnexEntityIndexStore } from './catalog/KnexEntityIndexStore';
import {
  readCatalogSyncSchedule,
  readReviewAfterDays,
  readStaleNoticeSchedule,
} from './config';
import { connect } from './database/migrate';
import { unknownRoute } from './http/unknownRoute';
import { AssessmentNotifier } from './notices/AssessmentNotifier';
import { KnexStaleNoticeStore } from './notices/KnexStaleNoticeStore';
import { StaleNotices } from './notices/StaleNotices';
import {
  createScorecardRouter,
  KnexScorecardStore,
  loadScorecardRules,
  ScorecardEvaluator,
  ScorecardService,
} from './scorecards';
import { createSystemRouter } from './systems/createSystemRouter';
import { SystemService } from './systems/SystemService';

const CATALOG_SYNC = 'catalog-sync';
const STALE_NOTICES = 'stale-notices';

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
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootLifecycle: coreServices.rootLifecycle,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
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
        notifications,
        permissions,
        permissionsRegistry,
        rootLifecycle,
        scheduler,
        signals,
      }) {
        const reviewAfterDays = readReviewAfterDays(config);
        const syncSchedule = readCatalogSyncSchedule(config);
        const noticeSchedule = readStaleNoticeSchedule(config);
        const model = await loadModel(config);
        const rules = await loadScorecardRules(config);
        const knex = await connect(database);

        const advisor = createAdvisor(model);
        const index = new KnexEntityIndexStore(knex);
        const entities = new CatalogEntityAccess({
          catalog,
          permissions,
          auth,
        });
        const facts = new CatalogFactsReader({ catalog });
        const store = new KnexAssessmentStore(knex);
        const access = new AssessmentAccess({
          store,
          entities,
          permissions,
          auth,
        });
        const presenter = new AssessmentPresenter({
          advisor,
          facts,
          reviewAfterDays,
        });
        const notifier = new AssessmentNotifier({ notifications });
        const publisher = new AssessmentPublisher({
          auditor,
          events,
          signals,
          notifier,
          logger,
        });
        const writer = new AssessmentWriter({
          store,
          access,
          presenter,
          publisher,
        });
        const reader = new AssessmentReader({
          store,
          access,
          entities,
          facts,
          presenter,
        });
        const scorecards = new ScorecardService({
          store: new KnexScorecardStore(knex),
          rules,
          evaluator: new ScorecardEvaluator({
            rules: rules.rules,
            assessments: reader,
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

        const notices = new StaleNotices({
          store: new KnexStaleNoticeStore(knex),
          staleCriteria: () => presenter.staleCriteria(),
          notifier,
          logger,
        });

        permissionsRegistry.addPermissions(pavedRoadPermissions);
        httpRouter.use(createAdvisorRouter({ advisor, httpAuth }));
        httpRouter.use(
          createAssessmentRouter({
            reader,
            drafts: new AssessmentDrafts({
              store,
              access,
              entities,
              index,
              facts,
              advisor,
              presenter,
              publisher,
              writer,
            }),
            reviews: new AssessmentReviews({ store, writer }),
            records: new DecisionRecords({
              assessments: reader,
              scorecards,
              model,
            }),
            httpAuth,
          }),
        );
        httpRouter.use(
          createScorecardRouter({ service: scorecards, httpAuth }),
        );
        httpRouter.use(
          createSystemRouter({
            service: new SystemService({ store, entities, catalog, model }),
            httpAuth,
          }),
        );
        httpRouter.use(unknownRoute);

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
            ...syncSchedule,
            id: CATALOG_SYNC,
            fn: signal => sync.run(signal),
          });
          await scheduler.scheduleTask({
            ...noticeSchedule,
            id: STALE_NOTICES,
            scope: 'global',
            fn: signal => notices.run(signal),
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
