import {
  AuthService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import { Request } from 'express';

/** Who calls, for authorisation and for the audit log. */
export interface Caller {
  credentials: BackstageCredentials;
  /** Absent for a call that did not come over HTTP. */
  request?: Request;
}

/** Who acts where the plugin does something by itself. */
export const PLUGIN_ACTOR = 'plugin:paved-road';

/**
 * Tells who sent a request: a user or a service; it throws AuthenticationError or NotAllowedError
 * for everybody else.
 */
export function createCallerOf(
  httpAuth: HttpAuthService,
): (request: Request) => Promise<Caller> {
  return async request => ({
    credentials: await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    }),
    request,
  });
}

/**
 * Who acts: the person, or the service that acts for itself.
 *
 * @param purpose - what nobody can do without a name, for the message
 * @throws AuthenticationError when it is neither
 */
export function identifyActor(
  auth: AuthService,
  credentials: BackstageCredentials,
  purpose: string,
): string {
  if (auth.isPrincipal(credentials, 'user')) {
    return credentials.principal.userEntityRef;
  }
  if (auth.isPrincipal(credentials, 'service')) {
    return credentials.principal.subject;
  }
  throw new AuthenticationError(`Sign in to ${purpose}`);
}
