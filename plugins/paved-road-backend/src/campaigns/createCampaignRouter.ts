import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Request, Router } from 'express';
import {
  createRoutes,
  readId,
  sendCreated,
  sendFresh,
  sendTagged,
} from '../http/createRoutes';
import { CampaignReader } from './CampaignReader';
import { CampaignService } from './CampaignService';

/** Campaigns over HTTP: call, render. */
export function createCampaignRouter(options: {
  reader: CampaignReader;
  service: CampaignService;
  httpAuth: HttpAuthService;
}): Router {
  const { reader, service, httpAuth } = options;
  const { router, on } = createRoutes(httpAuth);

  on('listCampaigns', async ({ query, caller, res }) => {
    sendFresh(res, await reader.list(query, caller));
  });

  on('createCampaign', async ({ body, caller, req, res }) => {
    const { created, campaign: record } = await service.create(body, caller);
    sendCreated(req, res, 'campaigns', { created, record });
  });

  on('getCampaign', async ({ caller, req, res }) => {
    sendTagged(res, await reader.get(readCampaignId(req), caller));
  });

  on('updateCampaign', async ({ body, precondition, caller, req, res }) => {
    const id = readCampaignId(req);
    sendTagged(res, await service.update(id, body, precondition, caller));
  });

  on('endCampaign', async ({ precondition, caller, req, res }) => {
    sendTagged(
      res,
      await service.end(readCampaignId(req), precondition, caller),
    );
  });

  on('getBurnDown', async ({ caller, req, res }) => {
    sendFresh(res, await reader.burnDown(readCampaignId(req), caller));
  });

  on('listCampaignTasks', async ({ query, caller, req, res }) => {
    sendFresh(res, await reader.tasks(readCampaignId(req), query, caller));
  });

  return router;
}

function readCampaignId(req: Request): string {
  return readId(req, 'campaign');
}
