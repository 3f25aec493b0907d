/**
 * Rule packs: parsing, evaluation of entities, and verdicts.
 *
 * @packageDocumentation
 */
export { nearestTo } from './input/nearestTo';
export {
  changeRulePack,
  parseRulePackChanges,
} from './scorecards/changeRulePack';
export {
  compileRequestExpression,
  compileSourceExpression,
} from './scorecards/expressions/compileSourceExpression';
export { createGlobMatcher } from './scorecards/expressions/glob';
export { describeFilter, explainSelection } from './scorecards/describeFilter';
export {
  decideGate,
  evaluate,
  hasScorecard,
  blocksLevel,
} from './scorecards/evaluate';
export { factsReadBy } from './scorecards/compileCheck';
export {
  findingKindNames,
  findingKinds,
  mostFindings,
  repositoryFindingsSchema,
} from './scorecards/findings/kinds';
export { isReadByEarlierVersion } from './scorecards/findings/trace';
export { findLift, findNextLevel } from './scorecards/nextLevel';
export { scorecardSorts, summaryGroupings } from './scorecards/fleet';
export { levelLook } from './scorecards/levelLook';
export { parseRulePack } from './scorecards/parseRulePack';
export { previewChangeKinds } from './scorecards/preview';
export { toRelationFacts, toRelationTarget } from './scorecards/subject';
export { defaultTargetLevel, noLevel } from './scorecards/rulePack';
export { rulePackJsonSchema } from './scorecards/rulePackJsonSchema';
export { compileRules, limitRules } from './scorecards/rules';
export { changeCauses, checkStates } from './scorecards/schemas';
export {
  createSelector,
  isSameKind,
  matchingKinds,
  namedKinds,
  selectedKinds,
  unknownField,
  unscoredKinds,
} from './scorecards/selectedKinds';
export {
  explainDenial,
  formatEvidenceItem,
  printable,
} from './verdicts/explain';
export { toGithubAnnotations } from './verdicts/toGithubAnnotations';
export { type JunitCase, toJunit, toJunitReport } from './verdicts/toJunit';
export { toMarkdown } from './verdicts/toMarkdown';
export { toSarif } from './verdicts/toSarif';
export { toTable } from './verdicts/toTable';
export { explainFileProblem } from './scorecards/findings/explainFileProblem';
export { createPositionLookup } from './yaml/readYaml';
export { InvalidFileError } from './yaml/InvalidFileError';
export { parseYaml } from './yaml/parseYaml';
