export { demoFleetModule } from './module';
export { readFleet } from './readFleet';
export { varyAssessments, varyHistory } from './variations';
