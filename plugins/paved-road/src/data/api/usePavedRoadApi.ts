import { useApi } from '@backstage/core-plugin-api';
import { pavedRoadApiRef } from './pavedRoadApiRef';

/** The Paved Road service. */
export const usePavedRoadApi = () => useApi(pavedRoadApiRef);
