import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { HumanDuration } from '@backstage/types';
import { Knex } from 'knex';
import { StaleCriteria } from '../assessments/AssessmentStore';
import { KnexCampaignStore } from '../campaigns/CampaignStore';
import { CampaignNews } from './CampaignNews';
import { KnexDigestStore } from './DigestStore';
import { LevelNews } from './LevelNews';
import { KnexNewsStore } from './NewsStore';
import { StaleAssessmentNews } from './StaleAssessmentNews';
import { KnexStaleNoticeStore } from './StaleNoticeStore';
import { TeamDigests } from './TeamDigests';
import { WaiverNews } from './WaiverNews';
import { RulesSource } from '../rules/types';
import { WaiverStore } from '../waivers/WaiverStore';

/** Puts together what tells owners what is new about their services. */
export function createNotices(options: {
  knex: Knex;
  rules: RulesSource;
  waivers: WaiverStore;
  /** How long before a waiver ends its owner is told. */
  waiverExpiryBefore: HumanDuration;
  /** When assessments are stale today. */
  staleCriteria: () => StaleCriteria;
  notifications: NotificationService;
  logger: LoggerService;
}): TeamDigests {
  const { knex, rules, waivers, staleCriteria } = options;
  const store = new KnexNewsStore(knex);
  return new TeamDigests({
    ...options,
    store: new KnexDigestStore(knex),
    sources: [
      new LevelNews({ store, rules }),
      new CampaignNews({
        store,
        campaigns: new KnexCampaignStore(knex),
        rules,
      }),
      new WaiverNews({
        store,
        waivers,
        rules,
        expiryBefore: options.waiverExpiryBefore,
      }),
      new StaleAssessmentNews({
        store: new KnexStaleNoticeStore(knex),
        staleCriteria,
      }),
    ],
  });
}
