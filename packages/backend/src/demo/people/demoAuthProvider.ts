import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { readDemoPeople } from './readDemoPeople';

/** Names the person to sign in as; set by the demo's sign-in page and by the demo's seed. */
export const demoUserHeader = 'x-demo-user';

/**
 * Signs in as one of the people of the demo, without a password. It is part of the demo features,
 * which refuse to run in production.
 */
export const demoAuthProvider = createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-provider',
  register(env) {
    env.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ providers, config }) {
        const people = readDemoPeople(config);
        providers.registerProvider({
          providerId: 'demo',
          factory: createProxyAuthProviderFactory<{ entityRef: string }>({
            authenticator: createProxyAuthenticator({
              defaultProfileTransform: async () => ({ profile: {} }),
              initialize() {},
              async authenticate({ req }) {
                const entityRef = req.header(demoUserHeader);
                if (!entityRef || !people.includes(entityRef)) {
                  throw new AuthenticationError(
                    `'${entityRef}' is not one of the demo's people (${people.join(
                      ', ',
                    )})`,
                  );
                }
                return { result: { entityRef } };
              },
            }),
            signInResolver: ({ result }, context) =>
              context.signInWithCatalogUser({ entityRef: result.entityRef }),
          }),
        });
      },
    });
  },
});
