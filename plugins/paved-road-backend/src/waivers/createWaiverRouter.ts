import { HttpAuthService } from '@backstage/backend-plugin-api';
import { waiverActions } from '@paved-road/plugin-paved-road-common';
import { Request, Router } from 'express';
import {
  createRoutes,
  entityRefOf,
  idOf,
  sendCreated,
  sendFresh,
  sendTagged,
} from '../http/createRoutes';
import { WaiverReader } from './WaiverReader';
import { WaiverService } from './WaiverService';

/** The waivers over HTTP: call, render. */
export function createWaiverRouter(options: {
  reader: WaiverReader;
  service: WaiverService;
  httpAuth: HttpAuthService;
}): Router {
  const { reader, service, httpAuth } = options;
  const { router, on } = createRoutes(httpAuth);

  on('listWaivers', async ({ query, caller, res }) => {
    sendFresh(res, await reader.list(query, caller));
  });

  on('requestWaiver', async ({ body, caller, req, res }) => {
    const { created, waiver: record } = await service.request(body, caller);
    sendCreated(req, res, 'waivers', { created, record });
  });

  on('getWaiver', async ({ caller, req, res }) => {
    sendTagged(res, await reader.get(waiverIdOf(req), caller));
  });

  for (const action of waiverActions) {
    on(`${action}Waiver`, async ({ body, precondition, caller, req, res }) => {
      const id = waiverIdOf(req);
      sendTagged(
        res,
        await service.decide(id, action, body, precondition, caller),
      );
    });
  }

  on('getWaiverOptions', async ({ caller, req, res }) => {
    sendFresh(res, await reader.options(entityRefOf(req), caller));
  });

  return router;
}

function waiverIdOf(req: Request): string {
  return idOf(req, 'waiver');
}
