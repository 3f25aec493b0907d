export { CheckStateChip } from './CheckStateChip';
export { ScorecardLine } from './ScorecardLine';
export { ScorecardProvider } from './ScorecardProvider';
export { ScorecardSection } from './ScorecardSection';
