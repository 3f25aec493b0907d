import {
  AuthService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import {
  PavedRoadApi,
  isErrorWithName,
} from '@paved-road/plugin-paved-road-common';
import { createPavedRoadClient } from '@paved-road/plugin-paved-road-node';
import pRetry from 'p-retry';

/* Status codes of gateways and of starting or overloaded back ends. */
const transientStatuses = [429, 502, 503, 504];

/**
 * Repeats an idempotent call after transient errors of the network or the other side, for two minutes, because a
 * resumed task may run before the back end is ready again. Throws other errors immediately.
 *
 * @throws the reason from the response, if there is one
 */
export async function retryTransientErrors<T>(
  call: () => Promise<T>,
  options: {
    logger: Pick<LoggerService, 'warn'>;
    signal?: AbortSignal;
    /** Milliseconds before the second attempt. Each further delay doubles, up to 30 times. */
    minTimeout?: number;
    isTransient?: (error: unknown) => boolean;
  },
): Promise<T> {
  const { logger, signal, minTimeout = 500 } = options;
  const isWorthAnother = (error: unknown) =>
    isTransient(error) || options.isTransient?.(error) === true;
  return await pRetry(call, {
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
  }).catch(error => {
    throw unwrapResponseError(error);
  });
}

/** Calls Paved Road in the name of the user who runs the task. */
export async function callPavedRoad<T>(
  ctx: Pick<
    ActionContext<any>,
    'getInitiatorCredentials' | 'logger' | 'signal'
  >,
  services: { auth: AuthService; discovery: DiscoveryService },
  call: (pavedRoad: PavedRoadApi) => Promise<T>,
): Promise<T> {
  const pavedRoad = createPavedRoadClient({
    auth: services.auth,
    discovery: services.discovery,
    credentials: await ctx.getInitiatorCredentials(),
    signal: ctx.signal,
  });
  return await retryTransientErrors(() => call(pavedRoad), ctx);
}

/** The log of a task shows only the outermost error; the reason is in the response of the service. */
export function unwrapResponseError(error: unknown): unknown {
  return isErrorWithName(error, 'ResponseError') ? error.cause : error;
}

function isTransient(error: unknown): boolean {
  if (!isError(error)) {
    return false;
  }
  // fetch throws a TypeError without a response, unless the task was cancelled.
  return (
    error.name === 'TypeError' ||
    transientStatuses.includes(Number(error.statusCode))
  );
}
