export {
  evaluate,
  hasScorecard,
  isSatisfied,
  type Evaluation,
} from './evaluate';
export { toRelationFacts, toRelationTarget } from './relationFacts';
export { findLift, type Lift } from './findLift';
export { createGlobMatcher } from './createGlobMatcher';
export { readPackProblems } from './packProblems';
export { parseRulePack, type ParsedRulePack } from './parseRulePack';
export * from './activeRules';
export * from './badge';
export { decideGate } from './decideGate';
export * from './evaluationRuns';
export {
  checkResultOfEntitySchema,
  checkResultsQuerySchema,
  scorecardQuerySchema,
  scorecardSorts,
  scorecardsSummarySchema,
  scorecardSummarySchema,
  summaryGroupings,
  summaryQuerySchema,
  type CheckResultOfEntity,
  type CheckResultsQuery,
  type CheckResultsQueryInput,
  type ScorecardQuery,
  type ScorecardQueryInput,
  type ScorecardsSummary,
  type ScorecardSummary,
  type SummaryGrouping,
  type SummaryQuery,
  type SummaryQueryInput,
} from './fleet';
export * from './gate';
export { limitRules } from './limitRules';
export * from './levelLook';
export * from './nextLevel';
export * from './preview';
export { filterPredicateSchema } from './filterPredicate';
export * from './rulePack';
export { rulePackJsonSchema } from './rulePackJsonSchema';
export { type FactSchemas } from './expressions/factTypes';
export { compileRules, type Rules } from './rules';
export * from './schemas';
export * from './subject';
export * from './trend';
