import { HttpAuthService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { createCallerOf } from '../http/Caller';
import { entityRefOf } from '../http/entityParams';
import { BadgeService } from './BadgeService';

/** Below it are the images, which need no sign-in. */
export const badgesPath = '/badges';

/** Seconds; hosts of READMEs keep images longer than they are told, but ask whether they have changed. */
const MAX_AGE = 300;

/** A token is twice as long as an entity reference, at most. */
const LONGEST_TOKEN = 1_000;

/** Badges over HTTP: parse, call, render. */
export function createBadgeRouter(options: {
  service: BadgeService;
  httpAuth: HttpAuthService;
}): Router {
  const { service, httpAuth } = options;
  const router = PromiseRouter();
  const callerOf = createCallerOf(httpAuth);

  router.get('/entities/:kind/:namespace/:name/badge', async (req, res) => {
    res
      .set('Cache-Control', 'no-store')
      .json(await service.describe(entityRefOf(req), await callerOf(req)));
  });

  router.get(`${badgesPath}/:token.svg`, async (req, res) => {
    const { token } = req.params;
    if (token.length > LONGEST_TOKEN) {
      throw new NotFoundError('There is no such badge');
    }
    const { svg, isKnown } = await service.image(token);
    res
      // What shows images shows none that was not found, so that only those of others are not found.
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
