export { demoWaiversPlugin } from './plugin';
