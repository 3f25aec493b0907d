export {
  type AdviceSection,
  AdviceSections,
  adviceSections,
} from './AdviceSections';
export { ConfidenceMeter } from './ConfidenceMeter';
export { DriverBars } from './DriverBars';
export {
  FlipCondition,
  type FlipRow,
  flipRows,
  type PlacementFlipRow,
  placementFlipRows,
} from './FlipsSection';
export { DecidingQuestions, Headline } from './Headline';
export {
  isPlaced,
  RequirementsToRelax,
  type PlacedAdvice,
  PlacementBars,
  PlacementConfidence,
  PlacementVetoes,
} from './PlacementSections';
export { type Ranked, rankedPatterns, rankedPlacements } from './ranked';
export { RankingBars, type OverrideStatus } from './RankingBars';
export {
  recommendedPattern,
  classifyPlacement,
  classifyRecommendation,
  driversBetween,
  firstOpenAnswers,
  findMonthlyCost,
  listRecommendedCores,
  type Points,
  useRecommendationText,
  useSystemTitle,
} from './verdict';
export { MarginText, Vetoes } from './WhySection';
