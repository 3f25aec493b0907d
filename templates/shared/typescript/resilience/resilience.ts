import {
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  DelegateBackoff,
  ExponentialBackoff,
  handleWhen,
  retry,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import type { CircuitBreakerPolicy, IBackoff, IPolicy, IRetryBackoffContext } from 'cockatiel';
import { RequestFailedError, RequestRefusedError } from './requestErrors.js';

export interface RetryOptions {
  /** How often a request is sent again, at most. */
  retries: number;
  /** The first pause before it is sent again, in milliseconds; it doubles, and is jittered. */
  firstDelayMs: number;
  /** The longest pause, in milliseconds, if the service does not ask for a longer one. */
  maxDelayMs: number;
}

/** Stops asking a service that is down, so that it can recover and callers do not wait for nothing. */
export function createBreaker(options: {
  /** Consecutive failures after which sending stops. */
  failures: number;
  /** Milliseconds after which one request tries whether the service is back. */
  resetAfterMs: number;
}): CircuitBreakerPolicy {
  const breaker: CircuitBreakerPolicy = circuitBreaker(
    handleWhen(error => {
      if (error instanceof RequestFailedError) {
        return error.isOutage;
      }
      // Given up by the caller before there was an answer: that is no failure of the service, but as a
      // trial it has not shown that the service is back either.
      return breaker.state === CircuitState.HalfOpen && !(error instanceof RequestRefusedError);
    }),
    {
      breaker: new ConsecutiveBreaker(options.failures),
      halfOpenAfter: options.resetAfterMs,
    },
  );
  return breaker;
}

/**
 * Sends again what failed for now, as long as there is time. The breaker sees each try, so that retries
 * end when it opens.
 *
 * @param timeoutMs - for all tries and the pauses between them
 */
export function createPolicy(
  breaker: IPolicy,
  options: RetryOptions & { timeoutMs: number{% if values.ai == 'language-model' %}; mayRetry: () => boolean{% endif %} },
): IPolicy {
  const { retries, timeoutMs } = options;
  return wrap(
    // Aggressive, because a pause between two tries does not listen to the signal.
    timeout(timeoutMs, TimeoutStrategy.Aggressive),
    retry(
      handleWhen(
        error =>
          error instanceof RequestFailedError &&
          error.isTemporary &&
          error.retryAfterMs < timeoutMs{% if values.ai == 'language-model' %} &&
          options.mayRetry(){% endif %},
      ),
      { maxAttempts: retries, backoff: politeBackoff(options) },
    ),
    breaker,
  );
}

/** Exponential with jitter, on top of what the service asks for in Retry-After. */
function politeBackoff({ firstDelayMs, maxDelayMs }: RetryOptions) {
  const exponential = new ExponentialBackoff({
    initialDelay: firstDelayMs,
    maxDelay: maxDelayMs,
  });
  return new DelegateBackoff<IRetryBackoffContext<unknown>, IBackoff<unknown>>(
    (context, previous) => {
      const state = previous?.next(context) ?? exponential.next();
      const { result } = context;
      const asked =
        'error' in result && result.error instanceof RequestFailedError
          ? result.error.retryAfterMs
          : 0;
      return { delay: asked + state.duration, state };
    },
  );
}
