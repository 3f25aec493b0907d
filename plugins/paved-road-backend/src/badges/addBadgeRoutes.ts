import { HttpRouterService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import { badgeQuerySchema } from '@paved-road/plugin-paved-road-common/schemas';
import { readEntityRef, RootRoutes } from '../http/createRoutes';
import { BadgeService } from './BadgeService';

/** Path of the images, which need no sign-in. */
const badgesPath = '/badges';

/** Seconds; hosts of READMEs cache images longer, but check whether they have changed. */
const MAX_AGE = 300;

/** A token is twice as long as an entity reference, at most. */
const LONGEST_TOKEN = 1_000;

/** Badges over HTTP: call, render. */
export function addBadgeRoutes(
  { router, fresh }: RootRoutes,
  options: { service: BadgeService; httpRouter: HttpRouterService },
): void {
  const { service, httpRouter } = options;
  // Even if badges are switched off, so that the response contains the reason.
  httpRouter.addAuthPolicy({ path: badgesPath, allow: 'unauthenticated' });

  fresh('getBadge', ({ caller, req }) =>
    service.describe(readEntityRef(req), caller),
  );

  // Readers of a README have no token.
  router.get(`${badgesPath}/:token.svg`, async (req, res) => {
    const { token } = req.params;
    if (token.length > LONGEST_TOKEN) {
      throw new NotFoundError('There is no such badge');
    }
    const { show } = parseInput(badgeQuerySchema, req.query, 'query');
    const { svg, isKnown } = await service.image(token, show);
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
}
