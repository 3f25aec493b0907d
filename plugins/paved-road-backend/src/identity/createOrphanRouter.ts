import { HttpAuthService } from '@backstage/backend-plugin-api';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import {
  entityAdoptionSchema,
  fleetAdoptionSchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { createCallerOf } from '../http/Caller';
import { entityRefOf } from '../http/entityParams';
import { jsonBody } from '../http/jsonBody';
import { OrphanService } from './OrphanService';

const orphansPath = '/entities/:kind/:namespace/:name/orphans';

/** Records of earlier entities over HTTP: parse, call, render. */
export function createOrphanRouter(options: {
  service: OrphanService;
  httpAuth: HttpAuthService;
}): Router {
  const { service, httpAuth } = options;
  const router = PromiseRouter();
  const callerOf = createCallerOf(httpAuth);
  const json = jsonBody();

  router.get(orphansPath, async (req, res) => {
    res
      .set('Cache-Control', 'no-store')
      .json(await service.ofEntity(entityRefOf(req), await callerOf(req)));
  });

  router.post(`${orphansPath}/adopt`, json, async (req, res) => {
    const caller = await callerOf(req);
    const adoption = parseInput(entityAdoptionSchema, req.body, 'adoption');
    res.json(await service.adopt(entityRefOf(req), adoption, caller));
  });

  router.post('/orphans/adopt', json, async (req, res) => {
    const caller = await callerOf(req);
    const adoption = parseInput(fleetAdoptionSchema, req.body, 'adoption');
    res.json(await service.adoptMany(adoption, caller));
  });

  return router;
}
