import { dirname, join } from 'node:path';

const files = {
  default: 'ai-services.yaml',
  'language-models': 'language-models.yaml',
  'apis-and-models': 'apis-and-models.yaml',
};

/** Name of a rule pack of Paved Road, in the config and on the command line. @public */
export type RulePackName = keyof typeof files;

/** @public */
export const rulePackNames = Object.keys(files) as RulePackName[];

/** Whether a text is the name of a built-in rule pack. @public */
export function isRulePackName(name: unknown): name is RulePackName {
  return typeof name === 'string' && Object.hasOwn(files, name);
}

/** Path of a rule pack of Paved Road, relative to the package. @public */
export function rulePackPath(name: RulePackName): string {
  return `rule-packs/${files[name]}`;
}

/** Absolute path of a rule pack of Paved Road. @public */
export function rulePackFile(name: RulePackName): string {
  // resolvePackagePath finds no package inside a dynamic plugin.
  return join(
    dirname(require.resolve('@paved-road/plugin-paved-road-node/package.json')),
    rulePackPath(name),
  );
}
