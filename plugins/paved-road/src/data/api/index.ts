export { pavedRoadApiFactory } from './pavedRoadApiFactory';
export { pavedRoadApiRef } from './pavedRoadApiRef';
export { usePavedRoadApi } from './usePavedRoadApi';
