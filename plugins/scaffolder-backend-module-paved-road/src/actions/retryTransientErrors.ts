import { LoggerService } from '@backstage/backend-plugin-api';
import { isError, toError } from '@backstage/errors';
import { setTimeout as sleep } from 'node:timers/promises';

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
    /** Milliseconds to wait before each attempt but the first. */
    waits?: number[];
  },
): Promise<T> {
  const { logger, signal, waits = [500, 2_000, 5_000] } = options;
  for (let attempt = 0; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt === waits.length || !isTransient(error)) {
        throw error;
      }
      logger.warn(
        `${toError(error).message}; trying again in ${waits[attempt]} ms`,
      );
      await sleep(waits[attempt], undefined, { signal });
    }
  }
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
