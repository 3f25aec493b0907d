import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { DateTime } from 'luxon';
import { CatalogSync } from './CatalogSync';
import { TeamStore } from '../catalog/TeamStore';
import { EntityIndexStore } from '../catalog/EntityIndexStore';
import { RelationTargets } from '../catalog/RelationTargets';
import { EntityIdentities } from '../identity/EntityIdentities';
import { FactSource } from '../facts/StoredFact';
import { RulesSource } from '../rules/types';
import { Telemetry } from '../telemetry/Telemetry';
import { EvaluationInputReader } from './EvaluationInputReader';
import { ScorecardStore } from '../scorecards/store/ScorecardStore';
import { ScorecardEvaluator } from './ScorecardEvaluator';
import { AssessmentFactsSource, WaiverFactsSource } from '../scorecards/types';
import { EvaluationTriggers } from './EvaluationTriggers';
import { EvaluationWorker } from './EvaluationWorker';
import { FactExpectations, FleetUpdater, SharedRules } from './FleetUpdater';
import { DueEntityStore } from './DueEntityStore';
import { EvaluationRunStore } from './EvaluationRunStore';

export interface EngineOptions {
  stores: {
    index: EntityIndexStore;
    teams: TeamStore;
    scorecards: ScorecardStore;
    due: DueEntityStore;
    runs: EvaluationRunStore;
    identities: EntityIdentities;
  };
  catalog: CatalogService;
  auth: AuthService;
  logger: LoggerService;
  rules: RulesSource & SharedRules;
  facts: FactSource;
  factCollection: FactExpectations;
  assessments: AssessmentFactsSource;
  waivers: WaiverFactsSource;
  /** Called with entities whose scorecard changed or was removed. */
  onScorecardsChanged?: (entityRefs: string[]) => void;
  telemetry?: Pick<
    Telemetry,
    'evaluation' | 'evaluationFailed' | 'observeBacklog'
  >;
  /** For tests. */
  now?: () => DateTime;
  /** For tests. */
  firstWaitMs?: number;
  /** For tests. */
  batchSize?: number;
}

/** Creates everything that keeps scorecards up to date. */
export function createScorecardEngine({
  stores,
  catalog,
  auth,
  logger,
  rules,
  facts,
  factCollection,
  assessments,
  waivers,
  onScorecardsChanged,
  telemetry,
  now,
  firstWaitMs,
  batchSize,
}: EngineOptions) {
  const { index, teams, scorecards, due, runs, identities } = stores;
  const inputs = new EvaluationInputReader({
    assessments,
    waivers,
    facts,
    targets: new RelationTargets({ catalog, auth }),
    now,
  });
  const evaluator = new ScorecardEvaluator({
    store: scorecards,
    due,
    rules,
    inputs,
    onChanged: onScorecardsChanged,
    onFailed: () => telemetry?.evaluationFailed(),
    logger,
    now,
  });
  const updater = new FleetUpdater({
    catalog,
    auth,
    rules,
    index,
    identities,
    facts: factCollection,
    scorecards,
    evaluator: telemetry
      ? {
          evaluate: (...page) =>
            telemetry.evaluation(() => evaluator.evaluate(...page)),
        }
      : evaluator,
  });
  telemetry?.observeBacklog(() => due.readBacklog(now?.().toJSDate()));
  const worker = new EvaluationWorker({
    due,
    runs,
    updater,
    rules,
    logger,
    now,
    batchSize,
  });
  return {
    inputs,
    updater,
    worker,
    triggers: new EvaluationTriggers({
      index,
      due,
      runs,
      rules,
      worker,
      logger,
    }),
    sync: new CatalogSync({
      catalog,
      auth,
      index,
      teams,
      updater,
      rules,
      runs,
      logger,
      firstWaitMs,
    }),
  };
}
