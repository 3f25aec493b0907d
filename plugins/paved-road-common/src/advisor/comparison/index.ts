export type { AdviceCause, ComparedAssumption } from './causesOf';
export type { Change } from './changesOf';
export {
  compareAdvice,
  type AdviceComparison,
  type ComparableAdvice,
  type Comings,
  type ContributionComparison,
  type PatternComparison,
} from './compareAdvice';
