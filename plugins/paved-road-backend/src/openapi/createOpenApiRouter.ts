import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { createCallerOf } from '../http/Caller';
import { createOpenApiDocument } from './createOpenApiDocument';

/** The contract of the other routes, which is the same for everybody. */
export function createOpenApiRouter(options: {
  httpAuth: HttpAuthService;
}): Router {
  const router = PromiseRouter();
  const callerOf = createCallerOf(options.httpAuth);
  let document: string | undefined;

  router.get('/openapi.json', async (req, res) => {
    await callerOf(req);
    document ??= JSON.stringify(createOpenApiDocument());
    res.type('application/json').send(document);
  });

  return router;
}
