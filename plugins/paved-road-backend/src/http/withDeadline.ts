import { PermissionsService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Fails decisions that take too long, because the client of the permission back end would wait without end.
 *
 * @param seconds - a policy decides in milliseconds
 */
export function withDeadline(
  permissions: PermissionsService,
  seconds = 10,
): PermissionsService {
  async function limit<T>(decision: Promise<T>): Promise<T> {
    const decided = new AbortController();
    const deadline = sleep(seconds * 1_000, undefined, decided);
    try {
      return await Promise.race([
        decision,
        deadline.then(() => {
          throw new ServiceUnavailableError(
            `The permission back end did not answer within ${seconds} s`,
          );
        }),
      ]);
    } finally {
      decided.abort();
    }
  }
  return {
    authorize: (...query) => limit(permissions.authorize(...query)),
    authorizeConditional: (...query) =>
      limit(permissions.authorizeConditional(...query)),
  };
}
