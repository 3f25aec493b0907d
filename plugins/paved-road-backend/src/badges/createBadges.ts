import {
  DiscoveryService,
  HttpAuthService,
  HttpRouterService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { Router } from 'express';
import { Knex } from 'knex';
import { EntityAccess } from '../catalog/types';
import { createRoutes, entityRefOf, sendFresh } from '../http/createRoutes';
import { EarlierEntities } from '../identity/EntityIdentities';
import { RulesSource } from '../rules/types';
import { ScorecardStore } from '../scorecards/store/ScorecardStore';
import { KnexBadgeSecretStore } from './BadgeSecretStore';
import { BadgeService, readBadgesConfig } from './BadgeService';

/** Path of the images, which need no sign-in. */
const badgesPath = '/badges';

/** Seconds; hosts of READMEs cache images longer, but check whether they have changed. */
const MAX_AGE = 300;

/** A token is twice as long as an entity reference, at most. */
const LONGEST_TOKEN = 1_000;

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

/** Badges over HTTP: call, render. */
function createBadgeRouter(options: {
  service: BadgeService;
  httpAuth: HttpAuthService;
}): Router {
  const { service, httpAuth } = options;
  const { router, on } = createRoutes(httpAuth);

  on('getBadge', async ({ caller, req, res }) => {
    sendFresh(res, await service.describe(entityRefOf(req), caller));
  });

  // Readers of a README have no token.
  router.get(`${badgesPath}/:token.svg`, async (req, res) => {
    const { token } = req.params;
    if (token.length > LONGEST_TOKEN) {
      throw new NotFoundError('There is no such badge');
    }
    const { svg, isKnown } = await service.image(token);
    res
      // Clients do not show images with status 404, so only unknown badges get one.
      .status(isKnown ? 200 : 404)
      .set({
        'Cache-Control': `public, max-age=${MAX_AGE}`,
        'Content-Security-Policy':
          "default-src 'none'; style-src 'unsafe-inline'",
        'Content-Type': 'image/svg+xml; charset=utf-8',
        // READMEs are on other sites.
        'Cross-Origin-Resource-Policy': 'cross-origin',
        'X-Content-Type-Options': 'nosniff',
      })
      .send(svg);
  });

  return router;
}
