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
export type { RulesSource, ScorecardRules } from './types';
