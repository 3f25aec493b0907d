export { CheckStateChip, CheckStateIcon } from './CheckStateChip';
export { FactLine } from './facts';
export { RemediationText } from './RemediationText';
export { ScorecardProvider, useEntityScorecard } from './ScorecardProvider';
