/* Accounts of people in teams, and a policy that shows some of them only a part of the fleet. */
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

/** A person who is signed in. */
export interface Account {
  user: string;
  token: string;
}

/**
 * As in the policy of the demo: owners see their services, everybody sees unrestricted services.
 *
 * @param hidden - by user, the share of the services that count as restricted; others see everything
 */
function createPolicy(hidden: Map<string, number>) {
  return createBackendModule({
    pluginId: 'permission',
    moduleId: 'benchmark',
    register: env =>
      env.registerInit({
        deps: { policy: policyExtensionPoint },
        async init(deps) {
          deps.policy.setPolicy({
            async handle({ permission }, user) {
              const share = user && hidden.get(user.info.userEntityRef);
              return isPermission(permission, catalogEntityReadPermission) &&
                share !== undefined
                ? createCatalogConditionalDecision(permission, {
                    anyOf: [
                      {
                        not: catalogConditions.hasAnnotation({
                          annotation: restricted(share),
                          value: 'true',
                        }),
                      },
                      catalogConditions.isEntityOwner({
                        claims: user!.info.ownershipEntityRefs,
                      }),
                    ],
                  })
                : { result: AuthorizeResult.ALLOW };
            },
          });
        },
      }),
  });
}

/** Accounts of different people, each in one team. */
export function createAccounts() {
  const hiddenShares = new Map<string, number>();
  const context = Promise.withResolvers<AuthResolverContext>();
  const provider = createBackendModule({
    pluginId: 'auth',
    moduleId: 'benchmark',
    register: env =>
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
      }),
  });
  /** @param hidden - the share of the services that the person does not see unless the group owns them */
  const ofGroup = async (name: string, group: string, hidden?: number) => {
    const user = `user:default/${name}`;
    if (hidden !== undefined) {
      hiddenShares.set(user, hidden);
    }
    const claims = { sub: user, ent: [user, group] };
    const { token } = await (await context.promise).issueToken({ claims });
    return { user, token };
  };
  return {
    ofGroup,
    features: [
      authPlugin,
      permissionPlugin,
      createPolicy(hiddenShares),
      provider,
    ],
    config: {
      permission: { enabled: true },
      app: { baseUrl: 'http://127.0.0.1' },
      auth: { environment: 'benchmark', providers: { benchmark: {} } },
    },
    /** One person of each of so many teams. */
    ofTeams: (count: number, hidden?: number) =>
      Promise.all(
        Array.from({ length: count }, async (_, index) => {
          const name = `developer-${hidden ?? 0}-${index}`;
          return await ofGroup(name, `group:default/team-${index}`, hidden);
        }),
      ),
  };
}
