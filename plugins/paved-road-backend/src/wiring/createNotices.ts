import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { Knex } from 'knex';
import { StaleCriteria } from '../assessments/AssessmentStore';
import { KnexCampaignStore } from '../campaigns/CampaignStore';
import { readWaiverExpiryBefore } from './config';
import { CampaignNews } from '../notices/CampaignNews';
import { KnexDigestStore } from '../notices/DigestStore';
import { KnexNewsStore } from '../notices/NewsStore';
import { KnexStaleNoticeStore } from '../notices/StaleNoticeStore';
import { LevelNews } from '../notices/LevelNews';
import { StaleAssessmentNews } from '../notices/StaleAssessmentNews';
import { TeamDigests } from '../notices/TeamDigests';
import { WaiverNews } from '../notices/WaiverNews';
import { RulesSource } from '../rules/types';
import { WaiverStore } from '../waivers/WaiverStore';

/**
 * Puts together what tells owners what is new about their services.
 *
 * @throws InputError when the config is not valid
 */
export function createNotices(options: {
  config: Config;
  knex: Knex;
  rules: RulesSource;
  waivers: WaiverStore;
  /** When assessments are stale today. */
  staleCriteria: () => StaleCriteria;
  notifications: NotificationService;
  logger: LoggerService;
}): TeamDigests {
  const { config, knex, rules, waivers, staleCriteria } = options;
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
        expiryBefore: readWaiverExpiryBefore(config),
      }),
      new StaleAssessmentNews({
        store: new KnexStaleNoticeStore(knex),
        staleCriteria,
      }),
    ],
  });
}
