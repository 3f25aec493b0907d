export { demoFeatures } from './demoFeatures';
export { requireLoopbackHost } from './requireLoopbackHost';
