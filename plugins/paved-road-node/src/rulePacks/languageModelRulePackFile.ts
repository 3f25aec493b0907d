import { dirname, join } from 'node:path';

/**
 * Path of the rule pack for services that call language models.
 *
 * @public
 */
export function languageModelRulePackFile(): string {
  // As with the default rule pack.
  return join(
    dirname(require.resolve('@paved-road/plugin-paved-road-node/package.json')),
    'rule-packs/language-models.yaml',
  );
}
