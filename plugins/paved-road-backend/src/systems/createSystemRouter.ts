import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { sendFresh } from '../http/answers';
import { createCallerOf } from '../http/Caller';
import { entityRefOf } from '../http/entityParams';
import { SystemService } from './SystemService';

/** The systems over HTTP. */
export function createSystemRouter(options: {
  service: SystemService;
  httpAuth: HttpAuthService;
}): Router {
  const { service, httpAuth } = options;
  const router = PromiseRouter();
  const callerOf = createCallerOf(httpAuth);

  router.get(
    '/entities/:kind/:namespace/:name/composition',
    async (req, res) => {
      sendFresh(
        res,
        await service.compose(entityRefOf(req), await callerOf(req)),
      );
    },
  );

  return router;
}
