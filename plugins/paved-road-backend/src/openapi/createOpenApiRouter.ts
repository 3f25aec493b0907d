import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Router } from 'express';
import { createRoutes } from '../http/createRoutes';
import { createOpenApiDocument } from './createOpenApiDocument';

/** The contract of the other routes, which is the same for everybody. */
export function createOpenApiRouter(options: {
  httpAuth: HttpAuthService;
}): Router {
  const { router, on } = createRoutes(options.httpAuth);
  let document: string | undefined;

  on('getOpenApi', ({ res }) => {
    document ??= JSON.stringify(createOpenApiDocument());
    res.type('application/json').send(document);
  });

  return router;
}
