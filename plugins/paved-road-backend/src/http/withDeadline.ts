import { PermissionsService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';

/**
 * Waits for work, but not too long. Afterwards nothing holds its result, as a race with a signal would until it fires.
 *
 * @throws ServiceUnavailableError with the text, if it takes too long
 */
export async function waitAtMost<T>(
  seconds: number,
  work: Promise<T>,
  text: string,
): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new ServiceUnavailableError(text)),
    seconds * 1_000,
  );
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Fails decisions that take too long, because the client of the permission back end would wait without end.
 *
 * @param seconds - a policy decides in milliseconds
 */
export function withDeadline(
  permissions: PermissionsService,
  seconds = 10,
): PermissionsService {
  const limit = <T>(decision: Promise<T>) =>
    waitAtMost(
      seconds,
      decision,
      `The permission back end did not answer within ${seconds} s`,
    );
  return {
    authorize: (...query) => limit(permissions.authorize(...query)),
    authorizeConditional: (...query) =>
      limit(permissions.authorizeConditional(...query)),
  };
}
