export { HomeContent } from './HomeContent';
export { NeedsYou } from './NeedsYou';
