import {
  BurnDown,
  Campaign,
  CampaignPatchInput,
  CampaignQueryInput,
  CampaignTask,
  CampaignTaskQueryInput,
  NewCampaignInput,
} from '../campaigns/schemas';
import { HttpClient, itemPath, withQuery } from './HttpClient';
import { Page } from './pages';

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

export function createCampaignsApi(http: HttpClient): CampaignsApi {
  const pathOf = (id: string) => itemPath('campaigns', id);
  return {
    listCampaigns: query => http.json('GET', withQuery('/campaigns', query)),
    getCampaign: id => http.json('GET', pathOf(id)),
    createCampaign: campaign =>
      http.json('POST', '/campaigns', { body: campaign }),
    updateCampaign: (id, etag, patch) =>
      http.json('PATCH', pathOf(id), { body: patch, etag }),
    endCampaign: (id, etag) => http.json('POST', `${pathOf(id)}/end`, { etag }),
    getBurnDown: id => http.json('GET', `${pathOf(id)}/burn-down`),
    listCampaignTasks: (id, query) =>
      http.json('GET', withQuery(`${pathOf(id)}/tasks`, query)),
  };
}
