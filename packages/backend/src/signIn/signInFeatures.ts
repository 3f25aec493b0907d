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

/** How people sign in outside the demo. */
export type SignIn = keyof typeof providers;

/** Characters of the secret that signs sessions, at least: as many as 128 random bits have in hexadecimal digits. */
const SECRET_LENGTH = 32;

/**
 * What was chosen.
 *
 * @returns `undefined` in the demo, which has a sign-in of its own
 * @throws where nothing was chosen, so that nobody runs a portal that lets anyone in, or no one
 */
export function chosenSignIn(config: Config): SignIn | undefined {
  if (config.has('pavedRoad.demo')) {
    return undefined;
  }
  const chosen = config.getOptionalString('portal.signIn');
  const offered = Object.keys(providers);
  if (!chosen || !offered.includes(chosen)) {
    throw new Error(
      `The config has to say how people sign in, but 'portal.signIn' is ${chosen ? `'${chosen}'` : 'not set'}. ` +
        `Set the environment variable SIGN_IN to one of ${offered.join(', ')}.`,
    );
  }
  const secret = config.getOptional('auth.session.secret');
  if (typeof secret !== 'string' || secret.length < SECRET_LENGTH) {
    throw new Error(
      `Sign-in needs 'auth.session.secret' of at least ${SECRET_LENGTH} characters, with which sessions are signed. Set the ` +
        `environment variable AUTH_SESSION_SECRET to a random text that all replicas share, such as that of ` +
        `\`openssl rand -hex 32\`.`,
    );
  }
  return chosen as SignIn;
}

/** The chosen provider and no other, so that config for another one opens no second door. */
export const signInFeatures = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  *loader({ config }) {
    const chosen = chosenSignIn(config);
    if (chosen) {
      yield providers[chosen];
    }
  },
});
