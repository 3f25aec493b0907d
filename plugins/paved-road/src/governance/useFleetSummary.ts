import { useApi } from '@backstage/core-plugin-api';
import { SummaryGrouping } from '@paved-road/plugin-paved-road-common';
import { pavedRoadApiRef } from '../api';
import { fetchSummary } from './fetchSummary';
import { useFleetData } from './useFleetData';

/** The scorecards that the user may see, rolled up. */
export function useFleetSummary(groupBy: SummaryGrouping) {
  const api = useApi(pavedRoadApiRef);
  return useFleetData(() => fetchSummary(api, groupBy), [api, groupBy]);
}
