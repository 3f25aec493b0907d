import { context, propagation } from '@opentelemetry/api';
import { errorText } from './messages.js';
import { RequestFailedError, RequestRefusedError } from './requestErrors.js';
import { retryAfterMs } from './retryAfter.js';

/** One request to the API. */
export interface ApiRequest<T> {
  method: 'GET' | 'POST';
  /** Below the URL of the service, without a slash at the start. */
  path: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Reads the body of the answer; throws when it is not as agreed. */
  parse: (body: string) => T;
}

/** Sends a request once, and reports the exact error; it does not retry. */
export class ApiClient {
  readonly #baseUrl: URL;
  readonly #timeoutMs: number;

  /** @throws TypeError when the URL is none of http or https */
  constructor(options: { url: string; timeoutMs: number }) {
    const url = URL.parse(options.url);
    if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
      throw new TypeError(`"${options.url}" is no URL of http or https`);
    }
    if (!url.pathname.endsWith('/')) {
      url.pathname += '/';
    }
    this.#baseUrl = url;
    this.#timeoutMs = options.timeoutMs;
  }

  /**
   * @throws RequestRefusedError when the service does not accept the request
   * @throws RequestFailedError when it gives no usable answer
   * @throws the reason of the signal, when that aborts
   */
  async send<T>(request: ApiRequest<T>, signal: AbortSignal): Promise<T> {
    const { status, headers, body } = await this.#exchange(request, signal);
    if (status === 400) {
      throw new RequestRefusedError(errorText(body) ?? 'The classifier refused the text');
    }
    if (status !== 200) {
      throw new RequestFailedError(`the classifier answered with status ${status}`, {
        status,
        retryAfterMs: retryAfterMs(headers.get('retry-after')),
      });
    }
    try {
      return request.parse(body);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new RequestFailedError(`the answer of the classifier cannot be read: ${reason}`, {
        status,
        cause: error,
      });
    }
  }

  async #exchange({ method, path, body }: ApiRequest<unknown>, signal: AbortSignal) {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (body !== undefined) {
      headers['content-type'] = 'application/json';
    }
    propagation.inject(context.active(), headers);
    try {
      const response = await fetch(new URL(path, this.#baseUrl), {
        method,
        headers,
        body: body === undefined ? null : JSON.stringify(body),
        // A redirect would turn POST into GET, or send the text to somebody who was not asked for.
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(this.#timeoutMs)]),
      });
      return { status: response.status, headers: response.headers, body: await response.text() };
    } catch (error) {
      signal.throwIfAborted();
      const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
      throw new RequestFailedError(
        timedOut
          ? `the classifier did not answer within ${this.#timeoutMs} ms`
          : 'the classifier cannot be reached',
        { cause: error },
      );
    }
  }
}
