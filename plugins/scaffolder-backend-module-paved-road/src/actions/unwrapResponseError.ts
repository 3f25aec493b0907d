import { isErrorWithName } from '@backstage/errors';

/** The log of a task shows only the outermost error; the reason is in the response of the service. */
export function unwrapResponseError(error: unknown): unknown {
  return isErrorWithName(error, 'ResponseError') ? error.cause : error;
}
