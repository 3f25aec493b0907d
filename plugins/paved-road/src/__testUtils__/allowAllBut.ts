import {
  AuthorizeResult,
  EvaluatePermissionRequest,
} from '@backstage/plugin-permission-common';
import { PermissionApi } from '@backstage/plugin-permission-react';

/** Allows everything except the named permissions. */
export const allowAllBut = (denied: string[]): PermissionApi => ({
  authorize: async ({ permission }: EvaluatePermissionRequest) => ({
    result: denied.includes(permission.name)
      ? AuthorizeResult.DENY
      : AuthorizeResult.ALLOW,
  }),
});
