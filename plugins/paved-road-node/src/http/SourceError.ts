import { toError } from '@backstage/errors';

/** Thrown by `requestJson` when the source answers with an error. @public */
export interface SourceError extends Error {
  /** HTTP status of the response. Absent if there was none. */
  status?: number;
  /** Header `WWW-Authenticate` of the response. */
  challenge?: string;
}

/**
 * @returns whether a request may succeed later: the source limits the rate, fails, does not respond, or the request was
 * aborted
 * @public
 */
export function isTemporaryError(error: unknown): boolean {
  return [
    'SourceLimitedError',
    'ServiceUnavailableError',
    'AbortError',
    'TimeoutError',
  ].includes(toError(error).name);
}
