import {
  DiscoveryService,
  HttpAuthService,
  HttpRouterService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { Router } from 'express';
import { Knex } from 'knex';
import { BadgeService } from './BadgeService';
import { badgesPath, createBadgeRouter } from './createBadgeRouter';
import { KnexBadgeSecretStore } from './BadgeSecretStore';
import { readBadgesConfig } from './readBadgesConfig';
import { EntityAccess } from '../catalog/types';
import { EarlierEntities } from '../identity/EntityIdentities';
import { RulesSource } from '../rules/types';
import { ScorecardStore } from '../scorecards/store/ScorecardStore';

/** Puts together what shows levels to readers of READMEs. */
export function createBadges(options: {
  knex: Knex;
  config: RootConfigService;
  scorecards: ScorecardStore;
  rules: RulesSource;
  entities: EntityAccess;
  earlier: EarlierEntities;
  discovery: DiscoveryService;
  httpAuth: HttpAuthService;
  httpRouter: HttpRouterService;
}): Router {
  const { knex, config, discovery, httpAuth, httpRouter } = options;
  const service = new BadgeService({
    ...options,
    config: readBadgesConfig(config),
    secrets: new KnexBadgeSecretStore(knex),
    getBaseUrl: () => discovery.getExternalBaseUrl('paved-road'),
    getAppUrl: () => config.getString('app.baseUrl'),
  });
  // Also where there are none, so that the answer says so.
  httpRouter.addAuthPolicy({ path: badgesPath, allow: 'unauthenticated' });
  return createBadgeRouter({ service, httpAuth });
}
