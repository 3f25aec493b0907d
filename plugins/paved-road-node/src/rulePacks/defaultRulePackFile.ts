import { resolvePackagePath } from '@backstage/backend-plugin-api';

/**
 * Path of the rule pack that is active where a portal names no other.
 *
 * @public
 */
export function defaultRulePackFile(): string {
  return resolvePackagePath(
    '@paved-road/plugin-paved-road-node',
    'rule-packs/ai-services.yaml',
  );
}
