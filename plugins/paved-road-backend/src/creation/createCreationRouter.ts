import { HttpAuthService } from '@backstage/backend-plugin-api';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import {
  creationCheckRequestSchema,
  creationOwnersQuerySchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { sendFresh } from '../http/answers';
import { createCallerOf } from '../http/Caller';
import { jsonBody } from '../http/jsonBody';
import { CreationService } from './CreationService';

/** What a template would be refused, over HTTP. */
export function createCreationRouter(options: {
  service: CreationService;
  httpAuth: HttpAuthService;
}): Router {
  const { service, httpAuth } = options;
  const router = PromiseRouter();
  const callerOf = createCallerOf(httpAuth);

  router.post('/creation-check', jsonBody(), async (req, res) => {
    const caller = await callerOf(req);
    const request = parseInput(creationCheckRequestSchema, req.body, 'request');
    sendFresh(res, await service.check(request, caller));
  });

  router.get('/creation-owners', async (req, res) => {
    const caller = await callerOf(req);
    const query = parseInput(creationOwnersQuerySchema, req.query, 'query');
    sendFresh(res, await service.listOwners(query, caller));
  });

  router.get('/creation-places', async (req, res) => {
    await callerOf(req);
    res.json({ items: service.listPlaces() });
  });

  return router;
}
