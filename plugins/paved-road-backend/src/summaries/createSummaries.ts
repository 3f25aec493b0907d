import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { HumanDuration } from '@backstage/types';
import { Knex } from 'knex';
import { StaleCriteria } from '../assessments/AssessmentStore';
import { KnexCampaignStore } from '../campaigns/CampaignStore';
import { CampaignSummary } from './CampaignSummary';
import { KnexSummaryProgressStore } from './SummaryProgressStore';
import { LevelSummary } from './LevelSummary';
import { KnexSummarySourceStore } from './SummarySourceStore';
import { StaleAssessmentSummary } from './StaleAssessmentSummary';
import { KnexStaleNotificationStore } from './StaleNotificationStore';
import { TeamSummaries } from './TeamSummaries';
import { WaiverSummary } from './WaiverSummary';
import { RulesSource } from '../rules/types';
import { WaiverStore } from '../waivers/WaiverStore';

/** Puts together what tells owners what is new about their services. */
export function createSummaries(options: {
  knex: Knex;
  rules: RulesSource;
  waivers: WaiverStore;
  /** How long before a waiver ends its owner is told. */
  waiverExpiryBefore: HumanDuration;
  /** When assessments are stale today. */
  staleCriteria: () => StaleCriteria;
  notifications: NotificationService;
  logger: LoggerService;
}): TeamSummaries {
  const { knex, rules, waivers, staleCriteria } = options;
  const store = new KnexSummarySourceStore(knex);
  return new TeamSummaries({
    ...options,
    store: new KnexSummaryProgressStore(knex),
    sources: [
      new LevelSummary({ store, rules }),
      new CampaignSummary({
        store,
        campaigns: new KnexCampaignStore(knex),
        rules,
      }),
      new WaiverSummary({
        store,
        waivers,
        rules,
        expiryBefore: options.waiverExpiryBefore,
      }),
      new StaleAssessmentSummary({
        store: new KnexStaleNotificationStore(knex),
        staleCriteria,
      }),
    ],
  });
}
