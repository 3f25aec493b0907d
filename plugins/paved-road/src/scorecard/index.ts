export { CheckStateChip, CheckStateIcon } from './CheckStateChip';
export { FactLine } from './facts';
export { notCoveredText } from './kindText';
export { RemediationText } from './RemediationText';
export {
  ScorecardProvider,
  useEntityScorecard,
} from '../data/scorecards/ScorecardProvider';
