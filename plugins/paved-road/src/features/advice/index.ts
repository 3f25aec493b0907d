export {
  type AdviceSection,
  AdviceSections,
  adviceSections,
} from './AdviceSections';
export { AdviceCard } from './AdviceCard';
export { ConfidenceMeter } from './ConfidenceMeter';
export { Headline } from './Headline';
export {
  isPlaced,
  RequirementsToRelax,
  type PlacedAdvice,
  PlacementBars,
  PlacementConfidence,
} from './PlacementSections';
export { type Ranked, rankedPatterns, rankedPlacements } from './ranked';
export { RiskBasis } from './RisksSection';
export { RankingBars, type OverrideStatus } from './RankingBars';
export {
  listDefensible,
  recommendedPattern,
  classifyPlacement,
  classifyRecommendation,
  driversBetween,
  firstOpenAnswers,
  findMonthlyCost,
  listRecommendedCores,
  useRecommendationText,
  useSystemTitle,
} from './verdict';
export { PlacementVetoes, Vetoes } from './WhySection';
