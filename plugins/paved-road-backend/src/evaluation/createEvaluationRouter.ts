import { HttpAuthService } from '@backstage/backend-plugin-api';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import { pageQuerySchema } from '@paved-road/plugin-paved-road-common/schemas';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { createCallerOf } from '../http/Caller';
import { entityRefOf } from '../http/entityParams';
import { idOf } from '../http/idOf';
import { EvaluationService } from './EvaluationService';

/** Evaluation over HTTP: parse, call, render. */
export function createEvaluationRouter(options: {
  service: EvaluationService;
  httpAuth: HttpAuthService;
}): Router {
  const { service, httpAuth } = options;
  const router = PromiseRouter();
  const callerOf = createCallerOf(httpAuth);

  router.post(
    '/entities/:kind/:namespace/:name/scorecard',
    async (req, res) => {
      res.json(
        await service.evaluateNow(entityRefOf(req), await callerOf(req)),
      );
    },
  );

  router.get('/evaluations', async (req, res) => {
    const caller = await callerOf(req);
    const page = parseInput(pageQuerySchema, req.query, 'query');
    res.json(await service.list(page, caller));
  });

  router.post('/evaluations', async (req, res) => {
    const run = await service.start(await callerOf(req));
    res.status(201).location(`${req.baseUrl}/evaluations/${run.id}`).json(run);
  });

  router.get('/evaluations/:id', async (req, res) => {
    const caller = await callerOf(req);
    res.json(await service.get(idOf(req, 'run'), caller));
  });

  router.post('/evaluations/:id/cancel', async (req, res) => {
    res.json(await service.cancel(idOf(req, 'run'), await callerOf(req)));
  });

  return router;
}
