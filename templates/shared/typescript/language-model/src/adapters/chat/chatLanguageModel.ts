import { BrokenCircuitError, TaskCancelledError } from 'cockatiel';
import type { IPolicy } from 'cockatiel';
import { ModelUnavailableError } from '../../core/index.js';
import type { Completion, CompletionRequest, LanguageModel } from '../../core/index.js';
import { ChatClient } from './chatClient.js';
import type { Progress } from './chatClient.js';
import { RequestFailedError } from './requestErrors.js';
import { createBreaker, createPolicy } from './resilience.js';
import type { RetryOptions } from './resilience.js';
import { RetryBudget } from './retryBudget.js';

/** Times are in milliseconds. */
export interface ChatLanguageModelOptions {
  /** Where `/chat/completions` is. */
  url: string;
  apiKey?: string | undefined;
  provider: string;
  /** The name that the provider knows the model by. */
  model: string;
  /** From a request until its first token, and between two tokens. */
  tokenTimeoutMs: number;
  /** For one call in all: tries and the pauses between them. */
  timeoutMs: number;
  /** How often a request is sent again, at most. */
  retries?: number;
  firstDelayMs?: number;
  maxDelayMs?: number;
  /** Failures in a row after which the model is left alone ... */
  breakerFailures?: number;
  /** ... for so long; then one request tries whether it is back. */
  breakerResetMs?: number;
}

/** Calls a model by the protocol that most providers and gateways have in common: chat completions, streamed. */
export class ChatLanguageModel implements LanguageModel {
  readonly #client: ChatClient;
  readonly #breaker: IPolicy;
  readonly #options: RetryOptions & { timeoutMs: number };
  readonly #retryBudget = new RetryBudget();

  constructor({
    timeoutMs,
    retries = 2,
    firstDelayMs = 200,
    maxDelayMs = 2000,
    breakerFailures = 5,
    breakerResetMs = 5000,
    ...request
  }: ChatLanguageModelOptions) {
    this.#client = new ChatClient(request);
    this.#breaker = createBreaker({ failures: breakerFailures, resetAfterMs: breakerResetMs });
    this.#options = { retries, firstDelayMs, maxDelayMs, timeoutMs };
  }

  async complete(request: CompletionRequest, signal: AbortSignal): Promise<Completion> {
    signal.throwIfAborted();
    this.#retryBudget.called();
    // Of the last try; the time-out of the policy does not know it.
    let progress: Progress = { outputTokens: undefined };
    let tries = 0;
    // It is asked after the last try, too.
    const mayRetry = () => ++tries <= this.#options.retries && this.#retryBudget.take();
    try {
      return await createPolicy(this.#breaker, { ...this.#options, mayRetry }).execute(
        context => {
          progress = { outputTokens: undefined };
          return this.#client.send(request, progress, context.signal);
        },
        signal,
      );
    } catch (error) {
      signal.throwIfAborted();
      throw new ModelUnavailableError(`No answer of the model: ${reason(error)}`, {
        ...progress,
        cause: error,
      });
    }
  }
}

function reason(error: unknown): string {
  if (error instanceof BrokenCircuitError) {
    return 'it failed too often and is left alone for a moment';
  }
  if (error instanceof TaskCancelledError) {
    return 'it did not answer in time';
  }
  return error instanceof RequestFailedError ? error.message : 'something is wrong inside';
}
