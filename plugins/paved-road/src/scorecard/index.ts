export { CheckStateChip } from './CheckStateChip';
export { LevelBadge } from './LevelBadge';
export { ScorecardSection } from './ScorecardSection';
