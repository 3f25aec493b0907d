import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { KnexAssessmentSummaryStore } from '../assessments/AssessmentSummaryStore';
import { KnexCommentStore } from '../assessments/CommentStore';
import { KnexAssessmentStore } from '../assessments/KnexAssessmentStore';
import { KnexModelCheckStore } from '../assessments/ModelCheckStore';
import { KnexStandingStore } from '../assessments/StandingStore';
import { KnexBadgeSecretStore } from '../badges/BadgeSecretStore';
import { KnexCampaignStore } from '../campaigns/CampaignStore';
import { KnexEntityIndexStore } from '../catalog/KnexEntityIndexStore';
import { KnexTeamStore } from '../catalog/TeamStore';
import { KnexDueEntityStore } from '../evaluation/DueEntityStore';
import { KnexEvaluationRunStore } from '../evaluation/KnexEvaluationRunStore';
import { KnexFactPointStore } from '../facts/FactPointStore';
import { KnexFactQueue } from '../facts/KnexFactQueue';
import { KnexFactStore } from '../facts/KnexFactStore';
import { KnexPushedFactStore } from '../facts/PushedFactStore';
import { KnexHistoryImportStore } from '../history/HistoryImportStore';
import { KnexEntityIdentities } from '../identity/KnexEntityIdentities';
import { KnexLostLevelStore } from '../inbox/LostLevelStore';
import { KnexMeasuredStore } from '../measured/MeasuredStore';
import { KnexPredictionStore } from '../measured/PredictionStore';
import { KnexPreviewStore } from '../preview/KnexPreviewStore';
import { KnexReminderStore } from '../reminders/ReminderStore';
import { KnexRulePackStore } from '../rules/KnexRulePackStore';
import { KnexFleetStore } from '../scorecards/store/KnexFleetStore';
import { KnexScorecardStore } from '../scorecards/store/KnexScorecardStore';
import { KnexStaleNotificationStore } from '../summaries/StaleNotificationStore';
import { KnexSummaryProgressStore } from '../summaries/SummaryProgressStore';
import { KnexSummarySourceStore } from '../summaries/SummarySourceStore';
import { Telemetry } from '../telemetry/Telemetry';
import { KnexWaiverStore } from '../waivers/KnexWaiverStore';

/** Limit of entity names in one log line; a rebuilt catalog replaces all entities. */
const MOST_NAMED = 10;

/** Creates every store of a back end once. */
export function createStores(
  knex: Knex,
  options: {
    logger: LoggerService;
    telemetry?: Pick<Telemetry, 'runStarted'>;
    /** For tests. */
    now?: () => DateTime;
  },
) {
  const { logger, telemetry, now } = options;
  const due = new KnexDueEntityStore(knex);

  async function onNamesReused(entityRefs: string[]): Promise<void> {
    const more = entityRefs.length - MOST_NAMED;
    logger.info(
      `Other entities have these names now, and the records of the earlier ones wait to be adopted: ${entityRefs.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    );
    await due.mark(entityRefs, { dueAt: new Date() });
  }

  return {
    assessments: new KnexAssessmentStore(knex),
    assessmentSummaries: new KnexAssessmentSummaryStore(knex),
    badgeSecrets: new KnexBadgeSecretStore(knex),
    campaigns: new KnexCampaignStore(knex),
    comments: new KnexCommentStore(knex),
    due,
    facts: new KnexFactStore(knex),
    factQueue: new KnexFactQueue(knex),
    factPoints: new KnexFactPointStore(knex),
    fleet: new KnexFleetStore(knex, now),
    historyImports: new KnexHistoryImportStore(knex),
    identities: new KnexEntityIdentities(knex, onNamesReused),
    index: new KnexEntityIndexStore(knex),
    lostLevels: new KnexLostLevelStore(knex),
    measured: new KnexMeasuredStore(knex),
    modelChecks: new KnexModelCheckStore(knex),
    predictions: new KnexPredictionStore(knex),
    previews: new KnexPreviewStore(knex),
    pushedFacts: new KnexPushedFactStore(knex),
    reminders: new KnexReminderStore(knex),
    rulePacks: new KnexRulePackStore(knex),
    runs: new KnexEvaluationRunStore(knex, trigger =>
      telemetry?.runStarted(trigger),
    ),
    scorecards: new KnexScorecardStore(knex, now),
    standings: new KnexStandingStore(knex),
    staleNotifications: new KnexStaleNotificationStore(knex),
    summaryProgress: new KnexSummaryProgressStore(knex),
    summarySources: new KnexSummarySourceStore(knex),
    teams: new KnexTeamStore(knex),
    waivers: new KnexWaiverStore(knex),
  };
}

/** See {@link createStores}. */
export type Stores = ReturnType<typeof createStores>;
