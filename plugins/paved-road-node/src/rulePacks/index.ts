export { defaultRulePackFile } from './defaultRulePackFile';
