/**
 * The decision model: questions about a workload, and advice.
 *
 * @packageDocumentation
 */
export {
  type DecisionModel,
  type FilterCondition,
  type OrganisationFilter,
  type OrganisationRisk,
  type RiskCondition,
  defaultModel,
} from './advisor/DecisionModel';
export { answeredShare, isOptional } from './advisor/answeredShare';
export { advise, findTradeOffs } from './advisor/advise';
export { compareAdvice } from './advisor/comparison/compareAdvice';
export { getCorePattern, patterns, plainPatterns } from './advisor/patterns';
export { describeModel } from './advisor/describeModel';
export {
  createModel,
  parseModelExtension,
} from './advisor/extension/createModel';
export type {
  ModelExtension,
  ModelExtensionInput,
} from './advisor/extension/modelExtension';
export type { DemandRule, DemandTerm } from './advisor/fit/demandTable';
export type {
  AnswerRatings,
  Invocation,
  StageRatings,
  State,
  Traffic,
} from './advisor/fitRatings';
export { type BuiltInCriterionId, largestWeight, stages } from './advisor/ids';
export {
  type Criterion,
  type CriterionKind,
  type Rating,
  type Ratings,
  modelVersion,
  patternDescriptions,
} from './advisor/model';
export type { Assumption } from './advisor/quantities/Assumption';
export { formatCount, formatShare } from './advisor/quantities/format';
export type {
  PlatformLimits,
  PlatformModel,
  Pricing,
} from './advisor/quantities/platforms';
export {
  getAnswer,
  isAsked,
  questionSteps,
  questions,
  toProfileValue,
} from './advisor/questions';
export {
  type PlacementAdvice,
  recommendedPlacement,
} from './advisor/placement/recommendedPlacement';
export {
  choiceTitle,
  placements,
  placementDescriptions,
} from './advisor/placement/placements';
export { toAdviceRequest } from './advisor/request';
export { estimateAnswerGains } from './advisor/sensitivity/answerGains';
export { verdicts } from './advisor/sensitivity/schemas';
export { type Measure, measures, listMeasures } from './measurements/measures';
export { conversion, knownUnits, type Unit } from './measurements/units';
export type { ObservedArchitecture } from './measurements/drift';
export {
  type DecidedAssessment,
  recheckWithMeasured,
} from './measurements/recheckWithMeasured';
export {
  type PredictionStatistics,
  toPredictedAndMeasured,
  predictionGroups,
} from './measurements/predictions';
