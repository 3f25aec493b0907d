import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Request } from 'express';

/** Who calls, for authorisation and for the audit log. */
export interface Caller {
  credentials: BackstageCredentials;
  /** Absent for a call that did not come over HTTP. */
  request?: Request;
}
