import { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  gateRequestSchema,
  parseInput,
} from '@paved-road/plugin-paved-road-common';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { createCallerOf } from '../http/Caller';
import { jsonBody } from '../http/jsonBody';
import { GateService } from './GateService';

/** Bytes; twice the facts of the largest repository that is read. */
const LIMIT = 4_000_000;

/** The gate over HTTP: parse, call, render. */
export function createGateRouter(options: {
  service: GateService;
  httpAuth: HttpAuthService;
}): Router {
  const { service, httpAuth } = options;
  const router = PromiseRouter();
  const callerOf = createCallerOf(httpAuth);

  router.post('/gate', jsonBody(LIMIT), async (req, res) => {
    const caller = await callerOf(req);
    const request = parseInput(gateRequestSchema, req.body, 'request');
    res
      .set('Cache-Control', 'no-store')
      .json(await service.check(request, caller));
  });

  return router;
}
