import { useRouteRef } from '@backstage/core-plugin-api';
import { campaignsRouteRef } from '../../routes';
import { CampaignsQuery, formatCampaignsQuery } from './campaignsQuery';

/** Links to the campaigns, or to one of them. */
export function useCampaignsLink(): (query?: CampaignsQuery) => string {
  const campaignsRoute = useRouteRef(campaignsRouteRef);
  return (query = {}) => {
    const search = formatCampaignsQuery(query).toString();
    return search ? `${campaignsRoute()}?${search}` : campaignsRoute();
  };
}
