import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Router } from 'express';
import { createRoutes, entityRefOf, sendFresh } from '../http/createRoutes';
import { OrphanService } from './OrphanService';

/** Records of earlier entities over HTTP: call, render. */
export function createOrphanRouter(options: {
  service: OrphanService;
  httpAuth: HttpAuthService;
}): Router {
  const { service, httpAuth } = options;
  const { router, on } = createRoutes(httpAuth);

  on('getOrphans', async ({ caller, req, res }) => {
    sendFresh(res, await service.ofEntity(entityRefOf(req), caller));
  });

  on('adoptOrphans', async ({ body, caller, req, res }) => {
    res.json(await service.adopt(entityRefOf(req), body, caller));
  });

  on('adoptOrphansOfFleet', async ({ body, caller, res }) => {
    res.json(await service.adoptMany(body, caller));
  });

  return router;
}
