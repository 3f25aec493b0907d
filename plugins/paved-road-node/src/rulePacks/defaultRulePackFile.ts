import { resolvePackagePath } from '@backstage/backend-plugin-api';

/**
 * Path of the default rule pack.
 *
 * @public
 */
export function defaultRulePackFile(): string {
  return resolvePackagePath(
    '@paved-road/plugin-paved-road-node',
    'rule-packs/ai-services.yaml',
  );
}
