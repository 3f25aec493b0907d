import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ConfigSources } from '@backstage/config-loader';
import authPlugin from '@backstage/plugin-auth-backend';
import path from 'node:path';
import request from 'supertest';
import { chosenSignIn, signInFeatures } from './signInFeatures';

const session = { auth: { session: { secret: 'x'.repeat(32) } } };

describe('the choice of a sign-in', () => {
  it.each([
    [{}, "'portal.signIn' is not set. Set the environment variable SIGN_IN"],
    [
      { portal: { signIn: 'guest' } },
      "'portal.signIn' is 'guest'. Set the environment variable SIGN_IN to one of github, microsoft, oidc",
    ],
    [{ portal: { signIn: 'toString' } }, "'portal.signIn' is 'toString'"],
  ])('refuses %j', (data, message) => {
    const config = new ConfigReader({ ...session, ...data });
    expect(() => chosenSignIn(config)).toThrow(message);
  });

  it.each([undefined, '', 'x'.repeat(31)])('refuses the secret %j', secret => {
    const config = new ConfigReader({
      portal: { signIn: 'oidc' },
      auth: { session: { secret } },
    });
    expect(() => chosenSignIn(config)).toThrow('AUTH_SESSION_SECRET');
  });

  it('is not asked for in the demo', () => {
    const config = new ConfigReader({ pavedRoad: { demo: {} } });
    expect(chosenSignIn(config)).toBeUndefined();
  });
});

describe('a portal in production', () => {
  const environment = process.env.NODE_ENV;

  afterEach(() => {
    Object.assign(process.env, { NODE_ENV: environment });
  });

  it.each([
    [
      'github',
      'https://github.com/login/oauth/authorize',
      { AUTH_GITHUB_CLIENT_ID: 'portal', AUTH_GITHUB_CLIENT_SECRET: 'secret' },
    ],
    [
      'microsoft',
      'https://login.microsoftonline.com/tenant/oauth2/v2.0/authorize',
      {
        AUTH_MICROSOFT_CLIENT_ID: 'portal',
        AUTH_MICROSOFT_CLIENT_SECRET: 'secret',
        AUTH_MICROSOFT_TENANT_ID: 'tenant',
      },
    ],
  ])('signs in with %s and with nothing else', async (signIn, url, env) => {
    const config = await readConfig({ SIGN_IN: signIn, ...env });
    Object.assign(process.env, { NODE_ENV: 'production' });
    const { server } = await startTestBackend({
      features: [
        mockServices.rootConfig.factory({ data: config }),
        authPlugin,
        signInFeatures,
      ],
    });
    const start = (provider: string) =>
      request(server).get(`/api/auth/${provider}/start?env=production`);
    const statuses: Record<string, number> = {};
    for (const provider of ['github', 'microsoft', 'oidc', 'guest', 'demo']) {
      statuses[provider] = (await start(provider)).status;
    }
    expect(statuses).toEqual({
      github: 404,
      microsoft: 404,
      oidc: 404,
      guest: 404,
      demo: 404,
      [signIn]: 302,
    });
    const { location } = (await start(signIn)).headers;
    expect(location).toContain(url);
    expect(location).toContain('client_id=portal');
  });

  it('does not start without what the provider needs', async () => {
    const config = await readConfig({
      SIGN_IN: 'github',
      AUTH_GITHUB_CLIENT_ID: 'portal',
    });
    Object.assign(process.env, { NODE_ENV: 'production' });
    await expect(
      startTestBackend({
        features: [
          mockServices.rootConfig.factory({ data: config }),
          authPlugin,
          signInFeatures,
        ],
      }),
    ).rejects.toThrow('auth.providers.github.production.clientSecret');
  });
});

/** What the files for production come to with these environment variables. */
async function readConfig(variables: Record<string, string>) {
  const root = path.join(__dirname, '../../../..');
  const env: Record<string, string> = {
    APP_BASE_URL: 'https://portal.example.com',
    AUTH_SESSION_SECRET: 'x'.repeat(32),
    ...variables,
  };
  const config = await ConfigSources.toConfig(
    ConfigSources.default({
      rootDir: root,
      argv: ['app-config.yaml', 'app-config.production.yaml'].flatMap(name => [
        '--config',
        path.join(root, name),
      ]),
      substitutionFunc: async name => env[name],
      env: {},
    }),
  );
  config.close();
  // Only what is about sign-in; the rest is that of tests.
  return {
    app: config.get('app'),
    auth: config.get('auth'),
    portal: config.get('portal'),
    backend: { baseUrl: config.getString('backend.baseUrl') },
  } as never;
}
