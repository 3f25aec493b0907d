import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  CampaignsQuery,
  formatCampaignsQuery,
  parseCampaignsQuery,
} from './campaignsQuery';

/** The query of the campaigns, which lives in the address: it can be shared, and Back undoes a change. */
export function useCampaignsQuery() {
  const [search, setSearch] = useSearchParams();
  const query = useMemo(() => parseCampaignsQuery(search), [search]);
  const update = (change: CampaignsQuery) =>
    setSearch(formatCampaignsQuery({ ...query, ...change }));
  return { query, update };
}
