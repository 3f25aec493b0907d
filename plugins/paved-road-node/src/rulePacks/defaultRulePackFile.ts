import { dirname, join } from 'node:path';

/**
 * Path of the default rule pack.
 *
 * @public
 */
export function defaultRulePackFile(): string {
  // Not by resolvePackagePath, which finds no package inside of a dynamic plugin.
  return join(
    dirname(require.resolve('@paved-road/plugin-paved-road-node/package.json')),
    'rule-packs/ai-services.yaml',
  );
}
