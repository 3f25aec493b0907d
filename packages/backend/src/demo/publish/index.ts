export { demoPublishing } from './demoPublishing';
