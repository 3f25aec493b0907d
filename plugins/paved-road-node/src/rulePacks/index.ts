export { apiAndModelRulePackFile } from './apiAndModelRulePackFile';
export { defaultRulePackFile } from './defaultRulePackFile';
export { languageModelRulePackFile } from './languageModelRulePackFile';
