export { assertIngestionPolicy } from './assertIngestionPolicy';
export { KnexRulePackStore } from './KnexRulePackStore';
export { PluginRulePacks } from './PluginRulePacks';
export {
  readRulePackSources,
  readTargetLevel,
  type RulePackSource,
} from './readRulePackSources';
export {
  RulePackRegistry,
  type RulePackRegistryOptions,
} from './RulePackRegistry';
export type { RulePackStore } from './RulePackStore';
export type { RulePackInput } from './tryRulePack';
export type { RulesSource, ScorecardRules, TriedRules } from './types';
