import { createBackendModule } from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

/** Header with the user to sign in as. The sign-in page and the seeders of the demo set it. */
export const demoUserHeader = 'x-demo-user';

/**
 * Signs in as any user of the example organisation without a password. Part of the demo features, which do not run in
 * production.
 */
export const demoAuthProvider = createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-provider',
  register(env) {
    env.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'demo',
          factory: createProxyAuthProviderFactory<{ entityRef: string }>({
            authenticator: createProxyAuthenticator({
              defaultProfileTransform: async () => ({ profile: {} }),
              initialize() {},
              async authenticate({ req }) {
                const entityRef = req.header(demoUserHeader);
                if (!entityRef?.startsWith('user:')) {
                  throw new AuthenticationError(
                    `The header '${demoUserHeader}' has to name a user, such as user:default/sam.owner`,
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
