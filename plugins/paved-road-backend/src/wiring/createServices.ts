import { durationToMilliseconds } from '@backstage/types';
import { AssessmentAccess } from '../assessments/AssessmentAccess';
import { AssessmentPublisher } from '../assessments/AssessmentPublisher';
import { AssessmentReader } from '../assessments/AssessmentReader';
import { AssessmentService } from '../assessments/AssessmentService';
import { CommentService } from '../assessments/CommentService';
import { DecisionRecords } from '../assessments/DecisionRecords';
import { ModelCheckPass } from '../assessments/ModelCheckPass';
import { BadgeService, readBadgesConfig } from '../badges/BadgeService';
import { createCampaigns } from '../campaigns/createCampaigns';
import { FleetTargetReader } from '../campaigns/FleetTargetReader';
import { CatalogFactsReader } from '../catalog/CatalogFactsReader';
import { CreationAccess } from '../creation/CreationAccess';
import { CreationService } from '../creation/CreationService';
import { RepositoryPlaces } from '../creation/RepositoryPlaces';
import { ScaffolderActions } from '../creation/ScaffolderActions';
import { createScorecardEngine } from '../evaluation/createScorecardEngine';
import { EvaluationService } from '../evaluation/EvaluationService';
import { FactPushService } from '../facts/FactPushService';
import { FactService } from '../facts/FactService';
import { CandidateReader } from '../gate/CandidateReader';
import { GateFacts, GateService } from '../gate/GateService';
import { RegistrationAccess } from '../gate/RegistrationAccess';
import { HistoryImport } from '../history/HistoryImport';
import { OrphanService } from '../identity/OrphanService';
import { InboxService } from '../inbox/InboxService';
import { ReviewPreviews } from '../inbox/ReviewPreviews';
import { MeasuredNotifier } from '../measured/MeasuredNotifier';
import { MeasuredPass } from '../measured/MeasuredPass';
import { MeasuredService } from '../measured/MeasuredService';
import { MeasurementReader } from '../measured/MeasurementReader';
import { readMeasurements } from '../measured/readMeasurements';
import { FleetComparison } from '../preview/FleetComparison';
import { PreviewRunner } from '../preview/PreviewRunner';
import { PreviewService } from '../preview/PreviewService';
import { ReviewReminders } from '../reminders/ReviewReminders';
import { ScorecardService } from '../scorecards/ScorecardService';
import { CampaignSummary } from '../summaries/CampaignSummary';
import { LevelSummary } from '../summaries/LevelSummary';
import { StaleAssessmentSummary } from '../summaries/StaleAssessmentSummary';
import { TeamSummaries } from '../summaries/TeamSummaries';
import { WaiverSummary } from '../summaries/WaiverSummary';
import { SystemService } from '../systems/SystemService';
import { createWaivers } from '../waivers/createWaivers';
import { Foundation } from './createFoundation';
import { Extensions, Services } from './platform';

/**
 * Creates all use cases.
 *
 * @throws InputError if the config is not valid
 */
export function createServices(
  platform: Services,
  extensions: Extensions,
  foundation: Foundation,
) {
  const { auditor, auth, catalog, config, discovery, events } = platform;
  const { logger, permissions, signals, userInfo } = platform;
  const { advisor, collectors, entities, factCollection } = foundation;
  const { facts, fleetSignals, repositories } = foundation;
  const { model, notifications, rules, settings, stores } = foundation;
  const { historyRetention, reviewers } = settings;
  const onScorecardsChanged = (entityRefs: string[]) =>
    fleetSignals.changed('scorecards', entityRefs);

  const catalogFacts = new CatalogFactsReader({ auth, catalog, entities });
  const assessmentAccess = new AssessmentAccess({
    store: stores.assessments,
    entities,
    permissions,
    auth,
  });
  const assessmentReader = new AssessmentReader({
    store: stores.assessments,
    summaries: stores.assessmentSummaries,
    access: assessmentAccess,
    entities,
    facts: catalogFacts,
    modelChecks: stores.modelChecks,
    reviewAfterDays: settings.reviewAfterDays,
  });
  const staleCriteria = () => assessmentReader.staleCriteria();
  const assessmentPublisher = new AssessmentPublisher({
    reviewers,
    auditor,
    events,
    notifications,
    logger,
    auth,
    catalog,
    signals,
  });
  const assessments = new AssessmentService({
    store: stores.assessments,
    access: assessmentAccess,
    entities,
    index: stores.index,
    facts: catalogFacts,
    advisor,
    reader: assessmentReader,
    publisher: assessmentPublisher,
  });

  const engine = createScorecardEngine({
    stores,
    catalog,
    auth,
    logger,
    rules,
    facts,
    factCollection,
    assessments: assessmentReader,
    waivers: stores.waivers,
    onScorecardsChanged,
    telemetry: foundation.telemetry,
  });
  const scorecards = new ScorecardService({
    store: stores.scorecards,
    fleet: stores.fleet,
    rules,
    facts,
    assessments: stores.assessmentSummaries,
    entities,
    catalog,
    targets: new FleetTargetReader({
      configured: settings.fleetTarget,
      campaigns: stores.campaigns,
    }),
    auth,
    userInfo,
    model,
    historyRetention,
  });
  const decisionRecords = new DecisionRecords({
    assessments: assessmentReader,
    comments: stores.comments,
    scorecards,
    advisor,
    model,
    catalog,
    auth,
  });
  const creationAccess = new CreationAccess({ permissions });
  const gate = new GateService({
    rules,
    candidates: new CandidateReader({ entities, catalog, auth, permissions }),
    facts: new GateFacts({
      collectors,
      source: facts,
      maxAgeMs: durationToMilliseconds(settings.maxFactAge),
    }),
    assessments: assessmentReader,
    waivers: stores.waivers,
    drafts: assessments,
    registration: new RegistrationAccess({
      creation: creationAccess,
      catalog,
      auth,
    }),
    store: stores.facts,
  });

  const previewRunner = new PreviewRunner({
    store: stores.previews,
    fleet: new FleetComparison({
      catalog,
      auth,
      inputs: engine.inputs,
      logger,
    }),
    logger,
  });
  const previews = new PreviewService({
    rules,
    store: stores.previews,
    runner: previewRunner,
    inputs: engine.inputs,
    facts,
    index: stores.index,
    entities,
    permissions,
    auth,
    auditor,
  });

  const waivers = createWaivers({
    store: stores.waivers,
    maxDuration: settings.maxDuration,
    rules,
    scorecards,
    fleetSignals,
    entities,
    permissions,
    auth,
    reviewers,
    auditor,
    events,
    notifications,
    logger,
  });
  const campaigns = createCampaigns({
    store: stores.campaigns,
    scorecards: stores.scorecards,
    fleet: stores.fleet,
    owners: stores.summarySources,
    rules,
    entities,
    permissions,
    auth,
    auditor,
    notifications,
    fleetSignals,
  });

  const measurements = readMeasurements(config, {
    facts: collectors.definitions(),
    model,
    historyRetention: settings.factHistoryRetention,
  });
  const measurementReader = new MeasurementReader({
    facts: stores.facts,
    points: stores.factPoints,
    sources: measurements.sources,
  });
  const measured = new MeasuredService({
    access: assessmentAccess,
    entities,
    catalog,
    reader: measurementReader,
    predictions: stores.predictions,
    model,
  });
  const measuredPass = new MeasuredPass({
    store: stores.measured,
    standings: stores.standings,
    assessments: stores.assessments,
    reader: measurementReader,
    service: measured,
    model,
    notifier: new MeasuredNotifier({
      store: stores.measured,
      assessments: stores.assessments,
      reader: measurementReader,
      service: measured,
      reviewers,
      notifications,
      logger,
    }),
    staleAfterDays: measurements.staleAfterDays,
    due: stores.due,
    publisher: assessmentPublisher,
    logger,
  });

  return {
    assessmentReader,
    assessments,
    badges: new BadgeService({
      config: readBadgesConfig(config),
      secrets: stores.badgeSecrets,
      entities,
      earlier: stores.identities,
      scorecards: stores.scorecards,
      standings: stores.assessmentSummaries,
      rules,
      getBaseUrl: () => discovery.getExternalBaseUrl('paved-road'),
      getAppUrl: () => config.getString('app.baseUrl'),
    }),
    campaigns,
    creation: new CreationService({
      access: creationAccess,
      places: new RepositoryPlaces({
        config,
        logger,
        places: extensions.places.list(),
        actions: new ScaffolderActions({ auth, discovery, logger }),
      }),
      catalog,
      auth,
    }),
    comments: new CommentService({
      store: stores.comments,
      access: assessmentAccess,
      publisher: assessmentPublisher,
    }),
    decisionRecords,
    engine,
    evaluation: new EvaluationService({
      scorecards,
      entities,
      facts: factCollection,
      repositories,
      updater: engine.updater,
      runs: stores.runs,
      due: stores.due,
      worker: engine.worker,
      permissions,
      auth,
      auditor,
    }),
    factPushes: new FactPushService({
      store: stores.pushedFacts,
      collectors,
      entities,
      catalog,
      permissions,
      auth,
      auditor,
      worker: engine.worker,
    }),
    facts: new FactService({
      store: stores.facts,
      points: stores.factPoints,
      numbers: measurements.numbers,
      collectors,
      entities,
    }),
    gate,
    historyImport: new HistoryImport({
      sources: extensions.history.list(),
      store: stores.historyImports,
      scorecards: stores.scorecards,
      fleet: stores.fleet,
      rules,
      historyRetention,
      onImported: onScorecardsChanged,
      logger,
    }),
    inbox: new InboxService({
      assessments: stores.assessmentSummaries,
      access: assessmentAccess,
      waivers: stores.waivers,
      waiverReader: waivers.reader,
      campaigns: stores.campaigns,
      fleet: stores.fleet,
      lostLevels: stores.lostLevels,
      scorecards,
      rules,
      entities,
      userInfo,
      staleCriteria,
    }),
    measured,
    measuredPass,
    modelCheckPass: new ModelCheckPass({
      store: stores.modelChecks,
      model,
      due: stores.due,
      logger,
    }),
    orphans: new OrphanService({
      store: stores.identities,
      entities,
      permissions,
      auth,
      auditor,
    }),
    previewRunner,
    previews,
    reviewReminders: new ReviewReminders({
      store: stores.reminders,
      remindAfterDays: settings.remindAfterDays,
      remind: {
        assessment: async (id, title, days) => {
          const stored = await stores.assessments.get(id);
          await (stored && assessmentPublisher.remind(stored, title, days));
        },
        waiver: async (id, title, days) => {
          const stored = await stores.waivers.get(id);
          await (stored && waivers.publisher.remind(stored, title, days));
        },
      },
      logger,
    }),
    reviewPreviews: new ReviewPreviews({
      assessments: stores.assessmentSummaries,
      assessmentAccess,
      waiverAccess: waivers.access,
      inputs: engine.inputs,
      rules,
      staleCriteria,
    }),
    scorecards,
    summaries: new TeamSummaries({
      store: stores.summaryProgress,
      sources: [
        new LevelSummary({ store: stores.summarySources, rules }),
        new CampaignSummary({
          store: stores.summarySources,
          campaigns: stores.campaigns,
          rules,
        }),
        new WaiverSummary({
          store: stores.summarySources,
          waivers: stores.waivers,
          rules,
          expiryBefore: settings.waiverExpiryBefore,
        }),
        new StaleAssessmentSummary({
          store: stores.staleNotifications,
          staleCriteria,
        }),
      ],
      notifications,
      logger,
    }),
    systems: new SystemService({
      store: stores.assessments,
      entities,
      model,
    }),
    waiverExpiry: waivers.expiry,
    waiverReader: waivers.reader,
    waivers: waivers.service,
  };
}

export type UseCases = ReturnType<typeof createServices>;
