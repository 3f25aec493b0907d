import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Router } from 'express';
import { createRoutes, readEntityRef, readId } from '../http/createRoutes';
import { EvaluationService } from './EvaluationService';

/** Evaluation over HTTP: call, render. */
export function createEvaluationRouter(options: {
  service: EvaluationService;
  httpAuth: HttpAuthService;
}): Router {
  const { service, httpAuth } = options;
  const { router, on } = createRoutes(httpAuth);

  on('evaluateScorecard', async ({ caller, req, res }) => {
    res.json(await service.evaluateNow(readEntityRef(req), caller));
  });

  on('listEvaluations', async ({ query, caller, res }) => {
    res.json(await service.list(query, caller));
  });

  on('startEvaluation', async ({ caller, req, res }) => {
    const run = await service.start(caller);
    res.status(201).location(`${req.baseUrl}/evaluations/${run.id}`).json(run);
  });

  on('getEvaluation', async ({ caller, req, res }) => {
    res.json(await service.get(readId(req, 'run'), caller));
  });

  on('cancelEvaluation', async ({ caller, req, res }) => {
    res.json(await service.cancel(readId(req, 'run'), caller));
  });

  return router;
}
