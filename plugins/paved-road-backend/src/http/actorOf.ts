import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';

/**
 * Who acts: the person, or the service that acts for itself.
 *
 * @param purpose - what nobody can do without a name, for the message
 * @throws AuthenticationError when it is neither
 */
export function actorOf(
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
