import { dirname, join } from 'node:path';

/**
 * Path of the default rule pack.
 *
 * @public
 */
export function defaultRulePackFile(): string {
  return pathOf('ai-services.yaml');
}

/**
 * Path of the rule pack for services that call language models.
 *
 * @public
 */
export function languageModelRulePackFile(): string {
  return pathOf('language-models.yaml');
}

/**
 * Path of the rule pack for APIs, models and MCP servers.
 *
 * @public
 */
export function apiAndModelRulePackFile(): string {
  return pathOf('apis-and-models.yaml');
}

function pathOf(file: string): string {
  // Not by resolvePackagePath, which finds no package inside of a dynamic plugin.
  return join(
    dirname(require.resolve('@paved-road/plugin-paved-road-node/package.json')),
    'rule-packs',
    file,
  );
}
