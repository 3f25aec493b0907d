import { bulkhead, BulkheadRejectedError, timeout, TimeoutStrategy } from 'cockatiel';
import type { BulkheadPolicy, TimeoutPolicy } from 'cockatiel';
import { ${{ 'ModelUnavailableError' if values.ai == 'language-model' else 'ClassifierUnavailableError' }} } from '../core/index.js';
import { HttpError } from './httpError.js';
import type { Rejection } from './metrics.js';

/** How much work a process takes on at the same time. */
export interface WorkLimits {
  /** Tasks that run at the same time. */
  concurrency: number;
  /** Tasks that wait for a free slot; one more is refused. */
  queueLimit: number;
  /** Milliseconds from the arrival of a task until its caller gets an answer, whatever it is. */
  requestTimeoutMs: number;
}

/**
 * Runs tasks, a limited number at the same time, and refuses early what it cannot do in time: a caller
 * that is refused at once can go elsewhere, and memory stays bounded.
 */
export class WorkQueue {
  readonly #limits: WorkLimits;
  readonly #slots: BulkheadPolicy;
  readonly #time: TimeoutPolicy;
  readonly #onRejection: (reason: Rejection) => void;

  constructor(limits: WorkLimits, onRejection: (reason: Rejection) => void) {
    this.#limits = limits;
    this.#slots = bulkhead(limits.concurrency, limits.queueLimit);
    // The caller gets its answer when the time is up. The task is asked to stop, and holds its slot until
    // it has stopped, so that no more than the limit ever runs.
    this.#time = timeout(limits.requestTimeoutMs, {
      strategy: TimeoutStrategy.Aggressive,
      abortOnReturn: false,
    });
    this.#onRejection = onRejection;
  }

  get waiting(): number {
    return this.#limits.queueLimit - this.#slots.queueSlots;
  }

  get running(): number {
    return this.#limits.concurrency - this.#slots.executionSlots;
  }

  /**
   * @param caller - aborted when nobody waits for the result
   * @throws HttpError 429 when the queue is full, 503 when the time is up, 499 when the caller went away
   */
  async run<T>(task: (signal: AbortSignal) => Promise<T>, caller?: AbortSignal): Promise<T> {
    let signal: AbortSignal | undefined;
    try {
      return await this.#time.execute(context => {
        signal = context.signal;
        return this.#slots.execute(() => task(context.signal), context.signal);
      }, caller);
    } catch (error) {
      if (error instanceof BulkheadRejectedError) {
        this.#onRejection('full');
        throw new HttpError(429, 'Too many requests at the same time, try again later', {
          retryAfterSeconds: 1,
        });
      }
      if (caller?.aborted) {
        this.#onRejection('caller-gone');
        throw new HttpError(499, 'The caller went away', { cause: error });
      }
      if (signal?.aborted) {
        this.#onRejection('timeout');
        throw new HttpError(
          503,
          `There was no answer within ${this.#limits.requestTimeoutMs} ms, try again later`,
          { retryAfterSeconds: 1, cause: error },
        );
      }
      if (error instanceof ${{ 'ModelUnavailableError' if values.ai == 'language-model' else 'ClassifierUnavailableError' }}) {
        this.#onRejection('unavailable');
      }
      throw error;
    }
  }
}
