export { pavedRoadApiFactory } from './pavedRoadApiFactory';
export { pavedRoadApiRef } from './pavedRoadApiRef';
