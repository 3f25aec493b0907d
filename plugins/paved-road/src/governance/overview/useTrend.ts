import { useApi } from '@backstage/core-plugin-api';
import { pavedRoadApiRef } from '../../api';
import { useFleetData } from '../useFleetData';

/**
 * How the fleet developed.
 *
 * @param days - how many days back, today included
 */
export function useTrend(days: number) {
  const api = useApi(pavedRoadApiRef);
  return useFleetData(() => api.getTrend({ days }), [api, days]);
}
