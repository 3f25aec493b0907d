import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { AssessmentSummaryStore } from '../assessments/AssessmentSummaryStore';
import { CommentStore } from '../assessments/CommentStore';
import { AssessmentStore } from '../assessments/AssessmentStore';
import { ModelCheckStore } from '../assessments/ModelCheckStore';
import { StandingStore } from '../assessments/StandingStore';
import { BadgeSecretStore } from '../badges/BadgeSecretStore';
import { CampaignStore } from '../campaigns/CampaignStore';
import { AccessIndexStore } from '../catalog/AccessIndexStore';
import { EntityIndexStore } from '../catalog/EntityIndexStore';
import { TeamStore } from '../catalog/TeamStore';
import { DueEntityStore } from '../evaluation/DueEntityStore';
import { EvaluationRunStore } from '../evaluation/EvaluationRunStore';
import { FactPointStore } from '../facts/FactPointStore';
import { FactQueue } from '../facts/FactQueue';
import { FactStore } from '../facts/FactStore';
import { PushedFactStore } from '../facts/PushedFactStore';
import { HistoryImportStore } from '../history/HistoryImportStore';
import { EntityIdentities } from '../identity/EntityIdentities';
import { LostLevelStore } from '../inbox/LostLevelStore';
import { MeasuredStore } from '../measured/MeasuredStore';
import { PredictionStore } from '../measured/PredictionStore';
import { PreviewStore } from '../preview/PreviewStore';
import { ReminderStore } from '../reminders/ReminderStore';
import { RulePackStore } from '../rules/RulePackStore';
import { FleetStore } from '../scorecards/store/FleetStore';
import { ScorecardStore } from '../scorecards/store/ScorecardStore';
import { StaleNotificationStore } from '../summaries/StaleNotificationStore';
import { SummaryProgressStore } from '../summaries/SummaryProgressStore';
import { SummarySourceStore } from '../summaries/SummarySourceStore';
import { Telemetry } from '../telemetry/Telemetry';
import { WaiverStore } from '../waivers/WaiverStore';

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
  const due = new DueEntityStore(knex);

  async function onNamesReused(entityRefs: string[]): Promise<void> {
    const more = entityRefs.length - MOST_NAMED;
    logger.info(
      `Other entities have these names now, and the records of the earlier ones wait to be adopted: ${entityRefs.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    );
    await due.mark(entityRefs, { dueAt: new Date() });
  }

  return {
    access: new AccessIndexStore(knex),
    assessments: new AssessmentStore(knex),
    assessmentSummaries: new AssessmentSummaryStore(knex),
    badgeSecrets: new BadgeSecretStore(knex),
    campaigns: new CampaignStore(knex),
    comments: new CommentStore(knex),
    due,
    facts: new FactStore(knex),
    factQueue: new FactQueue(knex),
    factPoints: new FactPointStore(knex),
    fleet: new FleetStore(knex, now),
    historyImports: new HistoryImportStore(knex),
    identities: new EntityIdentities(knex, onNamesReused),
    index: new EntityIndexStore(knex),
    lostLevels: new LostLevelStore(knex),
    measured: new MeasuredStore(knex),
    modelChecks: new ModelCheckStore(knex),
    predictions: new PredictionStore(knex),
    previews: new PreviewStore(knex),
    pushedFacts: new PushedFactStore(knex),
    reminders: new ReminderStore(knex),
    rulePacks: new RulePackStore(knex),
    runs: new EvaluationRunStore(knex, trigger =>
      telemetry?.runStarted(trigger),
    ),
    scorecards: new ScorecardStore(knex, now),
    standings: new StandingStore(knex),
    staleNotifications: new StaleNotificationStore(knex),
    summaryProgress: new SummaryProgressStore(knex),
    summarySources: new SummarySourceStore(knex),
    teams: new TeamStore(knex),
    waivers: new WaiverStore(knex),
  };
}

export type Stores = ReturnType<typeof createStores>;
