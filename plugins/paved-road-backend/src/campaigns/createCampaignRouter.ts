import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Campaign, parseInput } from '@paved-road/plugin-paved-road-common';
import {
  campaignPatchSchema,
  campaignQuerySchema,
  campaignTaskQuerySchema,
  newCampaignSchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
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
    noStore(res).json(await reader.list(query, await callerOf(req)));
  });

  router.post('/campaigns', json, async (req, res) => {
    const { created, campaign } = await service.create(
      parseInput(newCampaignSchema, req.body, 'campaign'),
      await callerOf(req),
    );
    res
      .status(created ? 201 : 200)
      .location(`${req.baseUrl}/campaigns/${campaign.id}`);
    send(res, campaign);
  });

  router.get(campaignPath, async (req, res) => {
    send(res, await reader.get(campaignIdOf(req), await callerOf(req)));
  });

  router.patch(campaignPath, json, async (req, res) => {
    const precondition = demandIfMatch(req, 'campaign');
    const patch = parseInput(campaignPatchSchema, req.body, 'campaign');
    send(
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
    send(
      res,
      await service.end(campaignIdOf(req), precondition, await callerOf(req)),
    );
  });

  router.get(`${campaignPath}/burn-down`, async (req, res) => {
    noStore(res).json(
      await reader.burnDown(campaignIdOf(req), await callerOf(req)),
    );
  });

  router.get(`${campaignPath}/tasks`, async (req, res) => {
    const query = parseInput(campaignTaskQuerySchema, req.query, 'query');
    noStore(res).json(
      await reader.tasks(campaignIdOf(req), query, await callerOf(req)),
    );
  });

  return router;
}

/* Figures change without a new revision and depend on the caller. */
function noStore(res: Response): Response {
  return res.set('Cache-Control', 'no-store');
}

function send(res: Response, campaign: Campaign): void {
  noStore(res).set('ETag', campaign.etag).json(campaign);
}

function campaignIdOf(req: Request): string {
  return idOf(req, 'campaign');
}
