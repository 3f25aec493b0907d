export * from './advice';
export { coreOf } from './coreOf';
export * from './DecisionModel';
export * from './extension';
export * from './comparison';
export * from './ids';
export { advise } from './advise';
export {
  describeModel,
  type ModelDescription,
  type StageDescription,
} from './describeModel';
export type { DemandRule, DemandTerm } from './fit/demandTable';
export * from './fitRatings';
export * from './model';
export type { Notice } from './notices/schemas';
export * from './patterns';
export * from './profile';
export * from './quantities';
export * from './questions';
export type { Range } from './range';
export * from './request';
export type { RiskDescription } from './risks/findRisks';
export type { RoadmapStep, RoadmapTrigger } from './roadmap/schemas';
export type {
  AnswerFlip,
  Confidence,
  Flips,
  NumberFlip,
  Verdict,
  WeightFlip,
} from './sensitivity/schemas';
export { verdicts } from './sensitivity/schemas';
export { tradeOffsOf } from './tradeOffsOf';
