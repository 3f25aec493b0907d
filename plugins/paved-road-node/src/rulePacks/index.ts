export { defaultRulePackFile } from './defaultRulePackFile';
export { languageModelRulePackFile } from './languageModelRulePackFile';
