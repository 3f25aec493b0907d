import { dirname, join } from 'node:path';

/**
 * Path of the default rule pack.
 *
 * @public
 */
export function defaultRulePackFile(): string {
  return resolveFile('ai-services.yaml');
}

/**
 * Path of the rule pack for services that call language models.
 *
 * @public
 */
export function languageModelRulePackFile(): string {
  return resolveFile('language-models.yaml');
}

/**
 * Path of the rule pack for APIs, models and MCP servers.
 *
 * @public
 */
export function apiAndModelRulePackFile(): string {
  return resolveFile('apis-and-models.yaml');
}

function resolveFile(file: string): string {
  // resolvePackagePath finds no package inside a dynamic plugin.
  return join(
    dirname(require.resolve('@paved-road/plugin-paved-road-node/package.json')),
    'rule-packs',
    file,
  );
}
