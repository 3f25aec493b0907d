import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Router } from 'express';
import { createRoutes, sendFresh } from '../http/createRoutes';
import { CreationService } from './CreationService';

/** What a template would be refused, over HTTP. */
export function createCreationRouter(options: {
  service: CreationService;
  httpAuth: HttpAuthService;
}): Router {
  const { service, httpAuth } = options;
  const { router, on } = createRoutes(httpAuth);

  on('checkCreation', async ({ body, caller, res }) => {
    sendFresh(res, await service.check(body, caller));
  });

  on('listCreationOwners', async ({ query, caller, res }) => {
    sendFresh(res, await service.listOwners(query, caller));
  });

  on('listRepositoryPlaces', async ({ res }) => {
    res.json({ items: await service.listPlaces() });
  });

  return router;
}
