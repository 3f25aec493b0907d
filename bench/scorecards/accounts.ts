/* Accounts, and a policy that shows some of them only a part of the fleet. */
import { createBackendModule } from '@backstage/backend-plugin-api';
import authPlugin from '@backstage/plugin-auth-backend';
import {
  authProvidersExtensionPoint,
  AuthResolverContext,
} from '@backstage/plugin-auth-node';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import permissionPlugin from '@backstage/plugin-permission-backend';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { restricted } from './fleet';

/** Its members see everything. */
const platformTeam = 'group:default/platform';

/** As in the policy of the demo: owners see their services, everybody sees unrestricted services. */
const policy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'benchmark',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init(deps) {
        deps.policy.setPolicy({
          async handle({ permission }, user) {
            const claims = user?.info.ownershipEntityRefs ?? [];
            return isPermission(permission, catalogEntityReadPermission) &&
              !claims.includes(platformTeam)
              ? createCatalogConditionalDecision(permission, {
                  anyOf: [
                    {
                      not: catalogConditions.hasAnnotation({
                        annotation: restricted,
                        value: 'true',
                      }),
                    },
                    catalogConditions.isEntityOwner({ claims }),
                  ],
                })
              : { result: AuthorizeResult.ALLOW };
          },
        });
      },
    });
  },
});

/** Accounts of the teams, or of the platform team, each for a different user. */
export function createAccounts() {
  const context = Promise.withResolvers<AuthResolverContext>();
  const provider = createBackendModule({
    pluginId: 'auth',
    moduleId: 'benchmark',
    register(env) {
      env.registerInit({
        deps: { providers: authProvidersExtensionPoint },
        async init(deps) {
          deps.providers.registerProvider({
            providerId: 'benchmark',
            factory: ({ resolverContext }) => {
              context.resolve(resolverContext);
              return { async start() {}, async frameHandler() {} };
            },
          });
        },
      });
    },
  });
  const signIn = async (person: string, teams: string[]) => {
    const sub = `user:default/${person}`;
    const { token } = await (
      await context.promise
    ).issueToken({ claims: { sub, ent: [sub, ...teams] } });
    return token;
  };
  const all = <T>(count: number, create: (index: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_, index) => create(index)));
  return {
    features: [authPlugin, permissionPlugin, policy, provider],
    config: {
      permission: { enabled: true },
      app: { baseUrl: 'http://127.0.0.1' },
      auth: { environment: 'benchmark', providers: { benchmark: {} } },
    },
    /** @returns their tokens */
    ofPlatformTeam: (count: number) =>
      all(count, index => signIn(`operator-${index}`, [platformTeam])),
    /** @returns their tokens */
    ofTeams: (count: number) =>
      all(count, index =>
        signIn(`developer-${index}`, [`group:default/team-${index}`]),
      ),
  };
}
