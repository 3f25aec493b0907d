import { isErrorWithName } from '@backstage/errors';

/** The log of a task shows the outermost error only; the reason is in the service's answer. */
export function reasonOf(error: unknown): unknown {
  return isErrorWithName(error, 'ResponseError') ? error.cause : error;
}
