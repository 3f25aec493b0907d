import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
  tracingServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { pavedRoadPermissions } from '@paved-road/plugin-paved-road-common';
import {
  factCollectorsExtensionPoint,
  repositoryPlacesExtensionPoint,
  rulePacksExtensionPoint,
  scorecardHistoryExtensionPoint,
} from '@paved-road/plugin-paved-road-node';
import { registerActions } from './actions/registerActions';
import { createAdvisor } from './advisor/createAdvisor';
import { createAdvisorRouter } from './advisor/createAdvisorRouter';
import { loadModel } from './advisor/loadModel';
import { createAssessmentRouter } from './assessments/createAssessmentRouter';
import { DecisionRecords } from './assessments/DecisionRecords';
import { createCampaignRouter } from './campaigns/createCampaignRouter';
import {
  readHistoryRetention,
  readReviewAfterDays,
  readReviewers,
  readWaiverMaxDuration,
} from './wiring/config';
import { CreationAccess } from './creation/CreationAccess';
import { createCreationRouter } from './creation/createCreationRouter';
import { CreationService } from './creation/CreationService';
import {
  RepositoryPlaceRegistry,
  RepositoryPlaces,
} from './creation/RepositoryPlaces';
import { connect } from './database/migrate';
import { createEvaluationRouter } from './evaluation/createEvaluationRouter';
import { createScorecardEngine } from './evaluation/createScorecardEngine';
import { EvaluationService } from './evaluation/EvaluationService';
import { FactCollectorRegistry } from './facts/FactCollectorRegistry';
import { CandidateReader } from './gate/CandidateReader';
import { createGateRouter } from './gate/createGateRouter';
import { GateFacts } from './gate/GateFacts';
import { GateService } from './gate/GateService';
import { HistoryImport, HistorySourceRegistry } from './history/HistoryImport';
import { KnexHistoryImportStore } from './history/HistoryImportStore';
import { answerOutages } from './http/answerOutages';
import { unknownRoute } from './http/answers';
import { createOpenApiRouter } from './openapi/createOpenApiRouter';
import { createOrphanRouter } from './identity/createOrphanRouter';
import { createPreviewRouter } from './preview/createPreviewRouter';
import { PluginRulePacks } from './rules/PluginRulePacks';
import { assertIngestionPolicy } from './rules/assertIngestionPolicy';
import { ScorecardService } from './scorecards/ScorecardService';
import { createScorecardRouter } from './scorecards/createScorecardRouter';
import { Telemetry } from './telemetry/Telemetry';
import { FleetSignals } from './signals/FleetSignals';
import { createSystemRouter } from './systems/createSystemRouter';
import { SystemService } from './systems/SystemService';
import { createWaiverRouter } from './waivers/createWaiverRouter';
import { KnexWaiverStore } from './waivers/KnexWaiverStore';
import { createAssessments } from './wiring/createAssessments';
import { createBadges } from './wiring/createBadges';
import { createIdentities } from './wiring/createIdentities';
import { createInbox } from './wiring/createInbox';
import { createNotices } from './wiring/createNotices';
import { createPreviews } from './wiring/createPreviews';
import { createCampaigns } from './wiring/createCampaigns';
import { createRulesAndFacts } from './wiring/createRulesAndFacts';
import { createWaivers } from './wiring/createWaivers';
import { prepareTasks } from './wiring/prepareTasks';
import { subscribeToChanges } from './wiring/subscribeToChanges';

/**
 * Keeps assessments and scorecards of catalog entities.
 *
 * @public
 */
export const pavedRoadPlugin = createBackendPlugin({
  pluginId: 'paved-road',
  register(env) {
    const collectors = new FactCollectorRegistry();
    const packs = new PluginRulePacks();
    const history = new HistorySourceRegistry();
    const places = new RepositoryPlaceRegistry();
    env.registerExtensionPoint(factCollectorsExtensionPoint, collectors);
    env.registerExtensionPoint(rulePacksExtensionPoint, packs);
    env.registerExtensionPoint(scorecardHistoryExtensionPoint, history);
    env.registerExtensionPoint(repositoryPlacesExtensionPoint, places);

    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootLifecycle: coreServices.rootLifecycle,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        tracing: tracingServiceRef,
        urlReader: coreServices.urlReader,
        userInfo: coreServices.userInfo,
      },
      async init({ notificationService: notifications, ...platform }) {
        const telemetry = new Telemetry(platform);
        const services = {
          ...platform,
          telemetry,
          notifications: telemetry.countNotifications(notifications),
        };
        const { auth, catalog, config, httpAuth, permissions } = services;
        const reviewAfterDays = readReviewAfterDays(config);
        const waiverMaxDuration = readWaiverMaxDuration(config);
        const reviewers = readReviewers(config);
        const model = await loadModel(config);
        const knex = await connect(services.database);

        const advisor = createAdvisor(model);
        const { identities, entities, orphans } = createIdentities({
          ...services,
          knex,
        });
        const assessments = createAssessments({
          ...services,
          knex,
          advisor,
          reviewAfterDays,
          reviewers,
          entities,
        });
        const {
          rules,
          facts,
          collectors: configuredCollectors,
          expireRepositories,
        } = createRulesAndFacts({
          ...services,
          knex,
          collectors: collectors.list(),
          packs: packs.sources(),
        });
        const fleetSignals = new FleetSignals(services);
        const waiverStore = new KnexWaiverStore(knex);
        const engine = createScorecardEngine({
          ...services,
          knex,
          rules,
          facts,
          assessments: assessments.reader,
          waivers: waiverStore,
          onScorecardsChanged: refs => fleetSignals.changed('scorecards', refs),
        });
        const scorecards = new ScorecardService({
          store: engine.scorecards,
          rules,
          facts,
          entities,
          catalog,
          model,
          historyRetention: readHistoryRetention(config),
        });
        const gate = new GateService({
          rules,
          candidates: new CandidateReader({
            entities,
            catalog,
            auth,
            permissions,
          }),
          facts: new GateFacts({
            collectors: configuredCollectors,
            source: facts,
          }),
          assessments: assessments.reader,
          waivers: waiverStore,
          drafts: assessments.drafts,
        });
        const previews = createPreviews({
          ...services,
          knex,
          engine,
          rules,
          facts,
          entities,
        });
        const waivers = createWaivers({
          ...services,
          store: waiverStore,
          maxDuration: waiverMaxDuration,
          reviewers,
          rules,
          scorecards,
          entities,
          fleetSignals,
        });
        const campaigns = createCampaigns({
          ...services,
          knex,
          scorecards: engine.scorecards,
          rules,
          entities,
          fleetSignals,
        });
        const onRulesChanged = async () => {
          await expireRepositories();
          await engine.triggers.rulesChanged();
        };
        const startTasks = prepareTasks({
          ...services,
          engine,
          facts,
          rules,
          previews: previews.store,
          onRulesChanged,
          digests: createNotices({
            ...services,
            knex,
            rules,
            waivers: waiverStore,
            staleCriteria: assessments.staleCriteria,
          }),
          waiverExpiry: waivers.expiry,
          historyImport: new HistoryImport({
            ...services,
            sources: history.list(),
            store: new KnexHistoryImportStore(knex),
            scorecards: engine.scorecards,
            rules,
            historyRetention: readHistoryRetention(config),
            onImported: refs => fleetSignals.changed('scorecards', refs),
          }),
        });
        const { changed: rulesChanged } = await telemetry.rulePackLoad(() =>
          rules.start(),
        );
        await assertIngestionPolicy(config, rules);
        registerActions({ ...services, scorecards, rules, gate, advisor });

        services.permissionsRegistry.addPermissions(pavedRoadPermissions);
        const routers = [
          createAdvisorRouter({ advisor, httpAuth }),
          createAssessmentRouter({
            ...assessments,
            records: new DecisionRecords({
              assessments: assessments.reader,
              scorecards,
              advisor,
              model,
              catalog,
              auth,
            }),
            httpAuth,
          }),
          createScorecardRouter({ service: scorecards, httpAuth }),
          createPreviewRouter({ service: previews.service, httpAuth }),
          createEvaluationRouter({
            service: new EvaluationService({
              ...services,
              ...engine,
              scorecards,
              entities,
              facts,
            }),
            httpAuth,
          }),
          createGateRouter({ service: gate, httpAuth }),
          createCreationRouter({
            service: new CreationService({
              ...services,
              access: new CreationAccess(services),
              places: new RepositoryPlaces({
                ...services,
                places: places.list(),
              }),
            }),
            httpAuth,
          }),
          createBadges({
            ...services,
            knex,
            scorecards: engine.scorecards,
            rules,
            entities,
            earlier: identities,
          }),
          createWaiverRouter({ ...waivers, httpAuth }),
          createCampaignRouter({ ...campaigns, httpAuth }),
          createInbox({
            ...services,
            knex,
            assessments,
            waivers,
            waiverStore,
            engine,
            rules,
            entities,
          }),
          createOrphanRouter({ service: orphans, httpAuth }),
          createSystemRouter({
            service: new SystemService({
              store: assessments.store,
              entities,
              identities,
              catalog,
              model,
            }),
            httpAuth,
          }),
          createOpenApiRouter({ httpAuth }),
          unknownRoute,
          answerOutages(services.logger),
        ];
        routers.forEach(router => services.httpRouter.use(router));

        await subscribeToChanges(services.events, engine.triggers);
        services.rootLifecycle.addStartupHook(async () => {
          // First, because they make right what the rest cannot do when a database is busy.
          await startTasks();
          if (rulesChanged) {
            await onRulesChanged();
          }
        });
        // Not with the root's, which close the database at the same time.
        services.lifecycle.addShutdownHook(() => engine.worker.stop());
        services.lifecycle.addShutdownHook(() => fleetSignals.stop());
        services.lifecycle.addShutdownHook(() => previews.runner.stop());
      },
    });
  },
});
