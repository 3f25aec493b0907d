import { alwaysMonolith } from './alwaysMonolith';
import { Baseline } from './Baseline';
import { checklistVote, checklistVoteWithInvocation } from './checklistVote';
import { logisticRegression } from './logisticRegression';
import { starSum } from './starSum';

export type { Baseline, Predict, Prediction } from './Baseline';
export { logisticRegression } from './logisticRegression';

/** From the simplest on. */
export const baselines: readonly Baseline[] = [
  alwaysMonolith,
  starSum,
  checklistVote,
  checklistVoteWithInvocation,
  logisticRegression,
];
