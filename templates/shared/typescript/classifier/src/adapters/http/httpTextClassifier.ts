import { BrokenCircuitError, noop, TaskCancelledError } from 'cockatiel';
import type { IPolicy } from 'cockatiel';
import { ClassifierUnavailableError, InvalidTextError } from '../../core/index.js';
import type { ModelInfo, TextClassifier } from '../../core/index.js';
import { ApiClient } from './apiClient.js';
import type { ApiRequest } from './apiClient.js';
import { parseClassification, parseModel } from './messages.js';
import { RequestRefusedError } from './requestErrors.js';
import { createBreaker, createPolicy } from './resilience.js';

/** Times are in milliseconds. */
export interface HttpTextClassifierOptions {
  /** Where the service that has the model is, such as http://ticket-classifier:8080. */
  url: string;
  /** For one answer in all: tries and the pauses between them. */
  timeoutMs?: number;
  /** For one try. */
  attemptTimeoutMs?: number;
  /** For the service to become ready, when this one starts. */
  warmUpTimeoutMs?: number;
  /** How often a text is sent again, at most. */
  retries?: number;
  /** The first pause before that. */
  firstDelayMs?: number;
  /** The longest pause, if the service does not ask for a longer one by Retry-After. */
  maxDelayMs?: number;
  /** Failures in a row after which the service is left alone ... */
  breakerFailures?: number;
  /** ... for so long; then one request tries whether it is back. */
  breakerResetMs?: number;
}

/**
 * Asks a service that has the model. To classify changes nothing there, so a request is sent again when
 * the network, a time-out or a status of 429, 502, 503 or 504 means that it may succeed in a moment.
 */
export class HttpTextClassifier implements TextClassifier {
  readonly #client: ApiClient;
  readonly #policy: IPolicy;
  readonly #warmUpPolicy: IPolicy;
  #model: ModelInfo | undefined;

  /** @throws TypeError when the URL is none of http or https */
  constructor({
    url,
    timeoutMs = 2000,
    attemptTimeoutMs = 800,
    warmUpTimeoutMs = 30_000,
    retries = 2,
    firstDelayMs = 50,
    maxDelayMs = 1000,
    breakerFailures = 5,
    breakerResetMs = 5000,
  }: HttpTextClassifierOptions) {
    this.#client = new ApiClient({ url, timeoutMs: attemptTimeoutMs });
    const breaker = createBreaker({ failures: breakerFailures, resetAfterMs: breakerResetMs });
    const delays = { firstDelayMs, maxDelayMs };
    this.#policy = createPolicy(breaker, { ...delays, retries, timeoutMs });
    // Services start in any order: the other one may be there in some seconds only.
    this.#warmUpPolicy = createPolicy(noop, {
      ...delays,
      retries: Infinity,
      timeoutMs: warmUpTimeoutMs,
    });
  }

  get model(): ModelInfo {
    if (!this.#model) {
      throw new ClassifierUnavailableError('The classifier has not answered yet');
    }
    return this.#model;
  }

  /** Waits until the service answers, and learns which model it has. */
  async warmUp(options?: { signal?: AbortSignal }): Promise<void> {
    const { name, version, labels } = await this.#send(
      this.#warmUpPolicy,
      { method: 'GET', path: 'v1/model', parse: parseModel },
      options?.signal,
    );
    this.#model = { name, version, labels };
  }

  async scores(
    text: string,
    options?: { signal?: AbortSignal },
  ): Promise<ReadonlyMap<string, number>> {
    const { labels } = this.model;
    const { model, scores } = await this.#send(
      this.#policy,
      { method: 'POST', path: 'v1/classify', body: { text }, parse: parseClassification },
      options?.signal,
    );
    const byLabel = new Map(scores.map(({ label, score }) => [label, score]));
    const sameLabels = byLabel.size === labels.length && labels.every(label => byLabel.has(label));
    const order = sameLabels ? labels : [...byLabel.keys()].sort();
    // The other service is released on its own: from one answer to the next it may have a new model.
    this.#model = { name: model.name, version: model.version, labels: order };
    return new Map(order.map(label => [label, byLabel.get(label) ?? 0]));
  }

  async #send<T>(
    policy: IPolicy,
    request: ApiRequest<T>,
    callerSignal: AbortSignal | undefined,
  ): Promise<T> {
    callerSignal?.throwIfAborted();
    try {
      return await policy.execute(({ signal }) => this.#client.send(request, signal), callerSignal);
    } catch (error) {
      callerSignal?.throwIfAborted();
      if (error instanceof RequestRefusedError) {
        throw new InvalidTextError(error.message, { cause: error });
      }
      throw new ClassifierUnavailableError(`No answer of the classifier: ${reason(error)}`, {
        cause: error,
      });
    }
  }
}

function reason(error: unknown): string {
  if (error instanceof BrokenCircuitError) {
    return 'the classifier failed too often and is left alone for a moment';
  }
  if (error instanceof TaskCancelledError) {
    return 'the classifier did not answer in time';
  }
  return error instanceof Error ? error.message : String(error);
}
