import {
  BurnDown,
  burnDownSchema,
  Campaign,
  CampaignPatchInput,
  campaignPatchSchema,
  CampaignQueryInput,
  campaignQuerySchema,
  campaignSchema,
  CampaignTask,
  CampaignTaskQueryInput,
  campaignTaskQuerySchema,
  campaignTaskSchema,
  NewCampaignInput,
  newCampaignSchema,
} from '../campaigns/schemas';
import { campaignManagePermission } from '../permissions';
import { Operation, pageOf, readEntity } from './Operation';
import { Page } from './pages';

export const campaignOperations = {
  listCampaigns: {
    route: 'GET /campaigns',
    summary: 'List campaigns, next deadline first',
    query: campaignQuerySchema,
    answer: pageOf(campaignSchema),
  },
  getCampaign: {
    route: 'GET /campaigns/:id',
    summary: 'Get a campaign',
    answer: campaignSchema,
    etag: true,
  },
  createCampaign: {
    route: 'POST /campaigns',
    summary: 'Create a campaign',
    permission: campaignManagePermission,
    body: newCampaignSchema,
    bodyName: 'campaign',
    answer: campaignSchema,
    etag: true,
    statuses: [200, 201],
  },
  updateCampaign: {
    route: 'PATCH /campaigns/:id',
    summary: 'Change a campaign',
    permission: campaignManagePermission,
    body: campaignPatchSchema,
    bodyName: 'campaign',
    ifMatch: 'required',
    answer: campaignSchema,
    etag: true,
    errors: [409],
  },
  endCampaign: {
    route: 'POST /campaigns/:id/end',
    summary: 'End a campaign',
    permission: campaignManagePermission,
    ifMatch: 'required',
    answer: campaignSchema,
    etag: true,
    errors: [409],
  },
  getBurnDown: {
    route: 'GET /campaigns/:id/burn-down',
    summary: 'Get how many services were below the level, day by day',
    permission: readEntity,
    answer: burnDownSchema,
  },
  listCampaignTasks: {
    route: 'GET /campaigns/:id/tasks',
    summary: 'List the services below the level, with the checks in the way',
    permission: readEntity,
    query: campaignTaskQuerySchema,
    answer: pageOf(campaignTaskSchema),
  },
} as const satisfies Record<string, Operation>;

/** Goals for a part of the fleet. @public */
export interface CampaignsApi {
  /** By deadline, the next one first. */
  listCampaigns(query?: CampaignQueryInput): Promise<Page<Campaign>>;
  getCampaign(id: string): Promise<Campaign>;
  createCampaign(campaign: NewCampaignInput): Promise<Campaign>;
  /** @param etag - of the campaign that the patch is based on; 412 when it has changed since */
  updateCampaign(
    id: string,
    etag: string,
    patch: CampaignPatchInput,
  ): Promise<Campaign>;
  /** @param etag - as of `updateCampaign` */
  endCampaign(id: string, etag: string): Promise<Campaign>;
  /** How many services were not there yet, day by day. */
  getBurnDown(id: string): Promise<BurnDown>;
  /** The services that are not there yet with the checks that are in the way, by owner. */
  listCampaignTasks(
    id: string,
    query?: CampaignTaskQueryInput,
  ): Promise<Page<CampaignTask>>;
}
