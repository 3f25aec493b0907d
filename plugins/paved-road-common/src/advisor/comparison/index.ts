export type { AdviceCause, ComparedAssumption } from './causesOf';
export type { Change } from './changesOf';
export {
  compareAdvice,
  type AdviceComparison,
  type Comings,
  type ContributionComparison,
  type PatternComparison,
} from './compareAdvice';
export type { ComparableAdvice } from './ComparableAdvice';
