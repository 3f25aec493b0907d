import { HttpAuthService } from '@backstage/backend-plugin-api';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import {
  campaignPatchSchema,
  campaignQuerySchema,
  campaignTaskQuerySchema,
  newCampaignSchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { sendCreated, sendFresh, sendTagged } from '../http/answers';
import { createCallerOf } from '../http/Caller';
import { demandIfMatch } from '../http/etag';
import { idOf } from '../http/idOf';
import { jsonBody } from '../http/jsonBody';
import { CampaignReader } from './CampaignReader';
import { CampaignService } from './CampaignService';

const campaignPath = '/campaigns/:id';

/** Campaigns over HTTP: parse, call, render. */
export function createCampaignRouter(options: {
  reader: CampaignReader;
  service: CampaignService;
  httpAuth: HttpAuthService;
}): Router {
  const { reader, service, httpAuth } = options;
  const router = PromiseRouter();
  const callerOf = createCallerOf(httpAuth);
  const json = jsonBody();

  router.get('/campaigns', async (req, res) => {
    const query = parseInput(campaignQuerySchema, req.query, 'query');
    sendFresh(res, await reader.list(query, await callerOf(req)));
  });

  router.post('/campaigns', json, async (req, res) => {
    const { created, campaign: record } = await service.create(
      parseInput(newCampaignSchema, req.body, 'campaign'),
      await callerOf(req),
    );
    sendCreated(req, res, 'campaigns', { created, record });
  });

  router.get(campaignPath, async (req, res) => {
    sendTagged(res, await reader.get(campaignIdOf(req), await callerOf(req)));
  });

  router.patch(campaignPath, json, async (req, res) => {
    const precondition = demandIfMatch(req, 'campaign');
    const patch = parseInput(campaignPatchSchema, req.body, 'campaign');
    sendTagged(
      res,
      await service.update(
        campaignIdOf(req),
        patch,
        precondition,
        await callerOf(req),
      ),
    );
  });

  router.post(`${campaignPath}/end`, async (req, res) => {
    const precondition = demandIfMatch(req, 'campaign');
    sendTagged(
      res,
      await service.end(campaignIdOf(req), precondition, await callerOf(req)),
    );
  });

  router.get(`${campaignPath}/burn-down`, async (req, res) => {
    sendFresh(
      res,
      await reader.burnDown(campaignIdOf(req), await callerOf(req)),
    );
  });

  router.get(`${campaignPath}/tasks`, async (req, res) => {
    const query = parseInput(campaignTaskQuerySchema, req.query, 'query');
    sendFresh(
      res,
      await reader.tasks(campaignIdOf(req), query, await callerOf(req)),
    );
  });

  return router;
}

function campaignIdOf(req: Request): string {
  return idOf(req, 'campaign');
}
