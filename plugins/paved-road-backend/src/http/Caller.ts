import {
  AuthService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import { Request } from 'express';

/** The caller, for authorisation and the audit log. */
export interface Caller {
  credentials: BackstageCredentials;
  /** Undefined for a call without an HTTP request. */
  request?: Request;
}

/** The actor of automatic changes. */
export const PLUGIN_ACTOR = 'plugin:paved-road';

/**
 * Creates a function that returns the user or service that sent a request. It throws AuthenticationError or
 * NotAllowedError for other callers.
 */
export function createCallerReader(
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
 * The entity reference of a user, or the subject of a service that acts for itself.
 *
 * @param purpose - what requires an identity, for the message
 * @throws AuthenticationError if it is neither
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
