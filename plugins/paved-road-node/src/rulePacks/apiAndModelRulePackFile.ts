import { dirname, join } from 'node:path';

/**
 * Path of the rule pack for APIs, models and MCP servers.
 *
 * @public
 */
export function apiAndModelRulePackFile(): string {
  // As with the default rule pack.
  return join(
    dirname(require.resolve('@paved-road/plugin-paved-road-node/package.json')),
    'rule-packs/apis-and-models.yaml',
  );
}
