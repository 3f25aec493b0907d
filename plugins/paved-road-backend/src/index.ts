export { pavedRoadPlugin as default } from './plugin';
