import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Router } from 'express';
import { createRoutes } from '../http/createRoutes';
import { Advisor } from './types';

/** The decision model over HTTP, for everybody who is signed in; it stores nothing. */
export function createAdvisorRouter(options: {
  advisor: Advisor;
  httpAuth: HttpAuthService;
}): Router {
  const { advisor, httpAuth } = options;
  const { router, on } = createRoutes(httpAuth);

  on('getModel', ({ res }) => {
    res.json(advisor.describeModel());
  });

  on('getAdvice', ({ body, res }) => {
    res.json(advisor.advise(body));
  });

  return router;
}
