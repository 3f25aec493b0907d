import {
  AuditorService,
  AuthService,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Request, Router } from 'express';
import { Knex } from 'knex';
import { EntityAccess } from '../catalog/types';
import {
  createRoutes,
  idOf,
  sendCreated,
  sendFresh,
  sendTagged,
} from '../http/createRoutes';
import { RulesSource } from '../rules/types';
import { KnexCheckStateReader } from '../scorecards/store/CheckStateReader';
import { ScorecardStore } from '../scorecards/store/ScorecardStore';
import { FleetSignals } from '../signals/FleetSignals';
import { CampaignReader } from './CampaignReader';
import { CampaignService } from './CampaignService';
import { KnexCampaignStore } from './CampaignStore';

/** Puts together what keeps campaigns. */
export function createCampaigns(options: {
  knex: Knex;
  scorecards: ScorecardStore;
  rules: RulesSource;
  entities: EntityAccess;
  fleetSignals: FleetSignals;
  auditor: AuditorService;
  auth: AuthService;
  permissions: PermissionsService;
}) {
  const store = new KnexCampaignStore(options.knex);
  const reader = new CampaignReader({
    ...options,
    store,
    checkStates: new KnexCheckStateReader(options.knex),
  });
  return {
    reader,
    service: new CampaignService({ ...options, store, reader }),
  };
}

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
    sendTagged(res, await reader.get(campaignIdOf(req), caller));
  });

  on('updateCampaign', async ({ body, precondition, caller, req, res }) => {
    const id = campaignIdOf(req);
    sendTagged(res, await service.update(id, body, precondition, caller));
  });

  on('endCampaign', async ({ precondition, caller, req, res }) => {
    sendTagged(res, await service.end(campaignIdOf(req), precondition, caller));
  });

  on('getBurnDown', async ({ caller, req, res }) => {
    sendFresh(res, await reader.burnDown(campaignIdOf(req), caller));
  });

  on('listCampaignTasks', async ({ query, caller, req, res }) => {
    sendFresh(res, await reader.tasks(campaignIdOf(req), query, caller));
  });

  return router;
}

function campaignIdOf(req: Request): string {
  return idOf(req, 'campaign');
}
