import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import githubProvider from '@backstage/plugin-auth-backend-module-github-provider';
import microsoftProvider from '@backstage/plugin-auth-backend-module-microsoft-provider';
import oidcProvider from '@backstage/plugin-auth-backend-module-oidc-provider';

const providers = {
  github: githubProvider,
  microsoft: microsoftProvider,
  oidc: oidcProvider,
};

export type SignIn = keyof typeof providers;

/** Minimum characters of the session secret: 128 random bits in hexadecimal digits. */
const SECRET_LENGTH = 32;

/**
 * Reads the configured provider.
 *
 * @returns undefined in the demo, which has its own sign-in
 * @throws Error if none is configured
 */
export function chosenSignIn(config: Config): SignIn | undefined {
  if (config.has('pavedRoad.demo')) {
    return undefined;
  }
  const chosen = config.getOptionalString('portal.signIn');
  const offered = Object.keys(providers);
  if (!chosen || !offered.includes(chosen)) {
    throw new Error(
      `Configure a sign-in provider: 'portal.signIn' is ${chosen ? `'${chosen}'` : 'not set'}. ` +
        `Set the environment variable SIGN_IN to one of ${offered.join(', ')}.`,
    );
  }
  const secret = config.getOptional('auth.session.secret');
  if (typeof secret !== 'string' || secret.length < SECRET_LENGTH) {
    throw new Error(
      `Sign-in needs 'auth.session.secret' of at least ${SECRET_LENGTH} characters, with which sessions are signed. Set the ` +
        `environment variable AUTH_SESSION_SECRET to a random string that all replicas share, such as the output of ` +
        `\`openssl rand -hex 32\`.`,
    );
  }
  return chosen as SignIn;
}

/** Only the configured provider, so that config of another one does not enable it. */
export const signInFeatures = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  *loader({ config }) {
    const chosen = chosenSignIn(config);
    if (chosen) {
      yield providers[chosen];
    }
  },
});
