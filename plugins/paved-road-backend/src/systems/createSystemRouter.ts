import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Router } from 'express';
import { sendFresh } from '../http/answers';
import { createRoutes } from '../http/createRoutes';
import { entityRefOf } from '../http/params';
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
