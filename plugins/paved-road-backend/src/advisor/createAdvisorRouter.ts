import { HttpAuthService } from '@backstage/backend-plugin-api';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import { adviceRequestSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { createCallerOf } from '../http/Caller';
import { jsonBody } from '../http/jsonBody';
import { Advisor } from './types';

/** The decision model over HTTP, for everybody who is signed in; it stores nothing. */
export function createAdvisorRouter(options: {
  advisor: Advisor;
  httpAuth: HttpAuthService;
}): Router {
  const { advisor, httpAuth } = options;
  const router = PromiseRouter();
  const callerOf = createCallerOf(httpAuth);

  router.use(['/model', '/advice'], async (req, _res, next) => {
    await callerOf(req);
    next();
  });

  router.get('/model', (_req, res) => {
    res.json(advisor.describeModel());
  });

  router.post('/advice', jsonBody(), (req, res) => {
    const request = parseInput(adviceRequestSchema, req.body, 'advice request');
    res.json(advisor.advise(request));
  });

  return router;
}
