import { createApiRef, useApi } from '@backstage/core-plugin-api';
import { PavedRoadApi } from '@paved-road/plugin-paved-road-common';

/**
 * The Paved Road service, as seen from the browser.
 *
 * @public
 */
export const pavedRoadApiRef = createApiRef<PavedRoadApi>({
  id: 'plugin.paved-road.client',
});

export const usePavedRoadApi = () => useApi(pavedRoadApiRef);
