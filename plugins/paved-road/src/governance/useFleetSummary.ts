import { useApi } from '@backstage/core-plugin-api';
import { SummaryGrouping } from '@paved-road/plugin-paved-road-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../api';
import { fetchSummary } from './fetchSummary';

/** The scorecards that the user may see, rolled up. */
export function useFleetSummary(groupBy: SummaryGrouping) {
  const api = useApi(pavedRoadApiRef);
  return useAsyncRetry(() => fetchSummary(api, groupBy), [api, groupBy]);
}
