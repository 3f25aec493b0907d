import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { CatalogSync } from './CatalogSync';
import { KnexEntityIndexStore } from '../catalog/KnexEntityIndexStore';
import { KnexTeamStore } from '../catalog/TeamStore';
import { RelationTargets } from '../catalog/RelationTargets';
import { KnexEntityIdentities } from '../identity/KnexEntityIdentities';
import { FactSource } from '../facts/FactStore';
import { RulesSource } from '../rules/types';
import { Telemetry } from '../telemetry/Telemetry';
import { EvaluationInputReader } from './EvaluationInputReader';
import { KnexScorecardStore } from '../scorecards/store/KnexScorecardStore';
import { ScorecardEvaluator } from './ScorecardEvaluator';
import { AssessmentFactsSource, WaiverFactsSource } from '../scorecards/types';
import { countRuns } from './countRuns';
import { EvaluationTriggers } from './EvaluationTriggers';
import { EvaluationWorker } from './EvaluationWorker';
import { FactExpectations, FleetUpdater, SharedRules } from './FleetUpdater';
import { KnexDueEntityStore } from './DueEntityStore';
import { KnexEvaluationRunStore } from './KnexEvaluationRunStore';
import { readBacklog } from './readBacklog';

/** Dependencies of the engine. */
export interface EngineOptions {
  knex: Knex;
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
    'evaluation' | 'evaluationFailed' | 'observeBacklog' | 'runBegun'
  >;
  /** For tests. */
  now?: () => DateTime;
  /** For tests. */
  firstWaitMs?: number;
  /** For tests. */
  batchSize?: number;
}

/** Creates the parts that keep the scorecards of a back end in step with their inputs. */
export function createScorecardEngine({
  knex,
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
  const index = new KnexEntityIndexStore(knex);
  const teams = new KnexTeamStore(knex);
  const scorecards = new KnexScorecardStore(knex, now);
  const due = new KnexDueEntityStore(knex);
  const runs = countRuns(new KnexEvaluationRunStore(knex), trigger =>
    telemetry?.runBegun(trigger),
  );
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
    identities: new KnexEntityIdentities(knex),
    facts: factCollection,
    scorecards,
    evaluator: telemetry
      ? {
          evaluate: (...page) =>
            telemetry.evaluation(() => evaluator.evaluate(...page)),
        }
      : evaluator,
  });
  telemetry?.observeBacklog(() => readBacklog(knex, now?.().toJSDate()));
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
    index,
    inputs,
    scorecards,
    due,
    runs,
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

/** See {@link createScorecardEngine}. */
export type ScorecardEngine = ReturnType<typeof createScorecardEngine>;
