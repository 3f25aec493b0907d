import { scorecardQuerySchema } from '@paved-road/plugin-paved-road-common';

/** Which campaign is opened, and whose part of its work is shown. */
export interface CampaignsQuery {
  /** Id of the campaign. */
  campaign?: string;
  /** Entity reference. */
  owner?: string;
}

/** Reads the query string of the page; what is not allowed there is left out, so that old links work. */
export function parseCampaignsQuery(search: URLSearchParams): CampaignsQuery {
  return {
    campaign: search.get('campaign') || undefined,
    owner: scorecardQuerySchema.shape.owner.safeParse(
      search.get('owner') || undefined,
    ).data,
  };
}

/** The query string for a query. */
export function formatCampaignsQuery(query: CampaignsQuery): URLSearchParams {
  const search = new URLSearchParams();
  for (const param of ['campaign', 'owner'] as const) {
    const value = query[param];
    if (value) {
      search.set(param, value);
    }
  }
  return search;
}
