export { compareCosts, type CostComparison } from './predict';
export { costSection } from './section';
export { summariseCosts } from './summary';
