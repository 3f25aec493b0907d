import { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import pRetry from 'p-retry';

/* Of gateways and of back ends that start or are overloaded. */
const transientStatuses = [429, 502, 503, 504];

/**
 * Repeats a call that is safe to repeat when the network or the other side fails for a moment; any other
 * error is thrown at once.
 */
export async function retryTransientErrors<T>(
  call: () => Promise<T>,
  options: {
    logger: Pick<LoggerService, 'warn'>;
    signal?: AbortSignal;
    /** Milliseconds before the second attempt; the third waits three times as long, and the fourth nine times. */
    minTimeout?: number;
  },
): Promise<T> {
  const { logger, signal, minTimeout = 500 } = options;
  return pRetry(call, {
    retries: 3,
    factor: 3,
    minTimeout,
    signal,
    shouldRetry: ({ error }) => isTransient(error),
    onFailedAttempt: ({ error, retriesLeft, retryDelay }) => {
      if (retriesLeft > 0 && isTransient(error)) {
        logger.warn(`${error.message}; trying again in ${retryDelay} ms`);
      }
    },
  });
}

function isTransient(error: unknown): boolean {
  if (!isError(error)) {
    return false;
  }
  // What fetch throws when it gets no answer, unless the task was cancelled.
  return (
    error.name === 'TypeError' ||
    transientStatuses.includes(Number(error.statusCode))
  );
}
