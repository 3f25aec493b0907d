export { CheckStateChip, CheckStateIcon } from './CheckStateChip';
export { FactLine } from './facts';
export { RemediationText } from './RemediationText';
export { ScorecardLine } from './ScorecardLine';
export { ScorecardProvider, useEntityScorecard } from './ScorecardProvider';
