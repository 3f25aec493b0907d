export {
  evaluate,
  hasScorecard,
  toRelationFacts,
  type Evaluation,
} from './evaluate';
export { createGlobMatcher } from './createGlobMatcher';
export { parseRulePack, type ParsedRulePack } from './parseRulePack';
export * from './activeRules';
export * from './evaluationRuns';
export * from './gate';
export { filterPredicateSchema } from './filterPredicate';
export * from './rulePack';
export { rulePackJsonSchema } from './rulePackJsonSchema';
export { type FactSchemas } from './expressions/factTypes';
export { compileRules, type Rules } from './rules';
export * from './schemas';
export * from './subject';
