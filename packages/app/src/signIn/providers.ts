import { OAuth2 } from '@backstage/core-app-api';
import { SignInProviderConfig } from '@backstage/core-components';
import {
  BackstageIdentityApi,
  ConfigApi,
  configApiRef,
  createApiRef,
  discoveryApiRef,
  githubAuthApiRef,
  microsoftAuthApiRef,
  OAuthApi,
  oauthRequestApiRef,
  OpenIdConnectApi,
  ProfileInfoApi,
  SessionApi,
} from '@backstage/core-plugin-api';
import { ApiBlueprint } from '@backstage/frontend-plugin-api';

const oidcAuthApiRef = createApiRef<
  OAuthApi &
    OpenIdConnectApi &
    ProfileInfoApi &
    BackstageIdentityApi &
    SessionApi
>({ id: 'auth.oidc' });

/** The app already has the APIs of GitHub and Microsoft. */
export const oidcAuthApi = ApiBlueprint.make({
  name: 'oidc-auth',
  params: defineParams =>
    defineParams({
      api: oidcAuthApiRef,
      deps: {
        configApi: configApiRef,
        discoveryApi: discoveryApiRef,
        oauthRequestApi: oauthRequestApiRef,
      },
      factory: ({ configApi, discoveryApi, oauthRequestApi }) =>
        OAuth2.create({
          configApi,
          discoveryApi,
          oauthRequestApi,
          provider: { id: 'oidc', title: 'Single sign-on', icon: () => null },
          environment: configApi.getOptionalString('auth.environment'),
          defaultScopes: ['openid', 'profile', 'email'],
        }),
    }),
});

const providers = new Map<string, SignInProviderConfig>(
  [
    {
      id: 'github',
      title: 'GitHub',
      message: 'Sign in with your account on GitHub.',
      apiRef: githubAuthApiRef,
    },
    {
      id: 'microsoft',
      title: 'Microsoft',
      message: 'Sign in with your Microsoft account at work.',
      apiRef: microsoftAuthApiRef,
    },
    {
      id: 'oidc',
      title: 'Single sign-on',
      message: 'Sign in with the account of your organization.',
      apiRef: oidcAuthApiRef,
    },
  ].map(provider => [provider.id, provider]),
);

/** @returns the configured provider, if any */
export function readProvider(
  config: ConfigApi,
): SignInProviderConfig | undefined {
  return providers.get(config.getOptionalString('portal.signIn') ?? '');
}
