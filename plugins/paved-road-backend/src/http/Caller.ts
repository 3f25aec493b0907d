import {
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { Request } from 'express';

/** Who calls, for authorisation and for the audit log. */
export interface Caller {
  credentials: BackstageCredentials;
  /** Absent for a call that did not come over HTTP. */
  request?: Request;
}

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
