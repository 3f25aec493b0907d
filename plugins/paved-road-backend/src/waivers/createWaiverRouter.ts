import { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  parseInput,
  waiverActions,
} from '@paved-road/plugin-paved-road-common';
import {
  newWaiverSchema,
  waiverDecisionSchema,
  waiverQuerySchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { sendCreated, sendFresh, sendTagged } from '../http/answers';
import { createCallerOf } from '../http/Caller';
import { entityRefOf } from '../http/entityParams';
import { demandIfMatch } from '../http/etag';
import { idOf } from '../http/idOf';
import { jsonBody } from '../http/jsonBody';
import { WaiverReader } from './WaiverReader';
import { WaiverService } from './WaiverService';

/** The waivers over HTTP: parse, call, render. */
export function createWaiverRouter(options: {
  reader: WaiverReader;
  service: WaiverService;
  httpAuth: HttpAuthService;
}): Router {
  const { reader, service, httpAuth } = options;
  const router = PromiseRouter();
  const callerOf = createCallerOf(httpAuth);
  const json = jsonBody();

  router.get('/waivers', async (req, res) => {
    const caller = await callerOf(req);
    const query = parseInput(waiverQuerySchema, req.query, 'query');
    sendFresh(res, await reader.list(query, caller));
  });

  router.post('/waivers', json, async (req, res) => {
    const caller = await callerOf(req);
    const { created, waiver: record } = await service.request(
      parseInput(newWaiverSchema, req.body, 'waiver'),
      caller,
    );
    sendCreated(req, res, 'waivers', { created, record });
  });

  router.get('/waivers/:id', async (req, res) => {
    const caller = await callerOf(req);
    sendTagged(res, await reader.get(waiverIdOf(req), caller));
  });

  for (const action of waiverActions) {
    router.post(`/waivers/:id/${action}`, json, async (req, res) => {
      const caller = await callerOf(req);
      const precondition = demandIfMatch(req, 'waiver');
      const decision = parseInput(waiverDecisionSchema, req.body ?? {}, action);
      sendTagged(
        res,
        await service.decide(
          waiverIdOf(req),
          action,
          decision,
          precondition,
          caller,
        ),
      );
    });
  }

  router.get(
    '/entities/:kind/:namespace/:name/waiver-options',
    async (req, res) => {
      const caller = await callerOf(req);
      sendFresh(res, await reader.options(entityRefOf(req), caller));
    },
  );

  return router;
}

function waiverIdOf(req: Request): string {
  return idOf(req, 'waiver');
}
