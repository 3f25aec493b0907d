export {
  evaluate,
  hasScorecard,
  toRelationFacts,
  type Evaluation,
} from './evaluate';
export { parseRulePack, type ParsedRulePack } from './parseRulePack';
export * from './rulePack';
export { compileRules, type Rules } from './rules';
export * from './schemas';
export * from './subject';
