/**
 * The decision model: questions about a workload, and advice.
 *
 * @packageDocumentation
 */
export {
  type DecisionModel,
  defaultModel,
  modelVersion,
} from './advisor/options/DecisionModel';
export { answeredShare, isOptional } from './advisor/profile/answeredShare';
export { advise, findTradeOffs } from './advisor/advise';
export {
  getCorePattern,
  patterns,
  plainPatterns,
} from './advisor/profile/patterns';
export { describeModel } from './advisor/explain/describeModel';
export {
  createModel,
  parseModelExtension,
} from './advisor/extension/createModel';
export type {
  ModelExtension,
  ModelExtensionInput,
} from './advisor/extension/modelExtension';
export type { State, Traffic } from './advisor/options/patterns/fitRatings';
export { largestWeight, riskIds, stages } from './advisor/profile/ids';
export {
  type Criterion,
  type Ratings,
} from './advisor/options/patterns/criteria';
export { patternDescriptions } from './advisor/options/patterns/descriptions';
export type { Assumption } from './advisor/quantities/Assumption';
export {
  formatCount,
  formatDate,
  formatPlural,
  formatQuantity,
  formatShare,
} from './advisor/quantities/format';
export type { Pricing } from './advisor/quantities/platforms';
export {
  filterAskedQuestions,
  getAnswer,
  questionSteps,
  questions,
  toProfileValue,
} from './advisor/profile/questions';
export {
  type PlacementAdvice,
  mayRunModel,
  recommendedPlacement,
} from './advisor/explain/recommendedPlacement';
export {
  choiceTitle,
  placementDescriptions,
} from './advisor/options/placements/descriptions';
export { placements } from './advisor/profile/placements';
export { getComparedLatency } from './advisor/quantities/languageModels/comparedLatency';
export {
  type Evidence,
  canBeOvertaken,
  listEvidence,
  listNextAnswers,
} from './advisor/explain/evidence';
export {
  listPointsAgainst,
  type PointAgainst,
} from './assessments/pointsAgainst';
export { listUnsupported } from './assessments/lifeCycle';
export {
  type DecisionRelation,
  type StandingSource,
  relateDecision,
} from './assessments/standing/relateDecision';
export {
  computeStanding,
  isLongAgo,
} from './assessments/standing/computeStanding';
export { toAdviceRequest } from './advisor/profile/request';
export { estimateAnswerGains } from './advisor/answerGains';
export { type AnswerSummary, summariseAnswer } from './advisor/summariseAnswer';
export { verdicts } from './advisor/choice/schemas';
export { type Measure, measures, listMeasures } from './measurements/measures';
export { conversion, knownUnits, type Unit } from './measurements/units';
export type { ObservedArchitecture } from './measurements/drift';
export { recheckWithMeasured } from './measurements/recheckWithMeasured';
export {
  type PredictionStatistics,
  toPredictedAndMeasured,
  predictionGroups,
} from './measurements/predictions';
