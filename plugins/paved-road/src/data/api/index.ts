export { pavedRoadApiFactory } from './pavedRoadApiFactory';
export { pavedRoadApiRef, usePavedRoadApi } from './pavedRoadApiRef';
