import { BrokenCircuitError, TaskCancelledError } from 'cockatiel';
import type { IPolicy } from 'cockatiel';
import { ModelUnavailableError } from '../../core/index.js';
import type { Completion, CompletionRequest, LanguageModel } from '../../core/index.js';
import { ChatClient } from './chatClient.js';
import { RequestFailedError } from './requestErrors.js';
import { createBreaker, createPolicy } from './resilience.js';
import { RetryBudget } from './retryBudget.js';

/** Times are in milliseconds. */
export interface ChatLanguageModelOptions {
  /** Where `/chat/completions` is. */
  url: string;
  apiKey?: string | undefined;
  provider: string;
  /** The name that the provider knows the model by. */
  model: string;
  /** From a request until its first token. */
  firstTokenTimeoutMs: number;
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
  readonly #policy: IPolicy;
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
    const breaker = createBreaker({ failures: breakerFailures, resetAfterMs: breakerResetMs });
    this.#policy = createPolicy(breaker, {
      retries,
      firstDelayMs,
      maxDelayMs,
      timeoutMs,
      mayRetry: () => this.#retryBudget.take(),
    });
  }

  async complete(request: CompletionRequest, signal: AbortSignal): Promise<Completion> {
    signal.throwIfAborted();
    this.#retryBudget.called();
    // Of the last try; the time-out of the policy does not know it.
    const progress = { outputTokens: 0 };
    try {
      return await this.#policy.execute(
        context => this.#client.send(request, progress, context.signal),
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
