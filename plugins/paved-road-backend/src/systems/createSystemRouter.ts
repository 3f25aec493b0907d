import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Router } from 'express';
import { createRoutes, entityRefOf, sendFresh } from '../http/createRoutes';
import { SystemService } from './SystemService';

/** The systems over HTTP. */
export function createSystemRouter(options: {
  service: SystemService;
  httpAuth: HttpAuthService;
}): Router {
  const { service, httpAuth } = options;
  const { router, on } = createRoutes(httpAuth);

  on('getSystemComposition', async ({ caller, req, res }) => {
    sendFresh(res, await service.compose(entityRefOf(req), caller));
  });

  return router;
}
