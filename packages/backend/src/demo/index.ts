export { demoFeatures } from './demoFeatures';
