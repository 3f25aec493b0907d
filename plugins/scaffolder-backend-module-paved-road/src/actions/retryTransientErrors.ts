import { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import pRetry from 'p-retry';

/* Of gateways and of back ends that start or are overloaded. */
const transientStatuses = [429, 502, 503, 504];

/**
 * Repeats a call that is safe to repeat when the network or the other side fails for a moment; any other
 * error is thrown at once. It takes two minutes to give up, because a task that was interrupted goes on before the back
 * end that it needs serves again.
 */
export async function retryTransientErrors<T>(
  call: () => Promise<T>,
  options: {
    logger: Pick<LoggerService, 'warn'>;
    signal?: AbortSignal;
    /** Milliseconds before the second attempt; each further one waits twice as long, up to 30 times as long. */
    minTimeout?: number;
    /** Which errors of this call are transient too. */
    isTransient?: (error: unknown) => boolean;
  },
): Promise<T> {
  const { logger, signal, minTimeout = 500 } = options;
  const isWorthAnother = (error: unknown) =>
    isTransient(error) || options.isTransient?.(error) === true;
  return pRetry(call, {
    retries: 12,
    factor: 2,
    minTimeout,
    maxTimeout: 30 * minTimeout,
    signal,
    shouldRetry: ({ error }) => isWorthAnother(error),
    onFailedAttempt: ({ error, retriesLeft, retryDelay }) => {
      if (retriesLeft > 0 && isWorthAnother(error)) {
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
