export { CheckStateChip } from './CheckStateChip';
export { LevelBadge } from './LevelBadge';
export { ScorecardLine } from './ScorecardLine';
export { ScorecardProvider } from './ScorecardProvider';
export { ScorecardSection } from './ScorecardSection';
