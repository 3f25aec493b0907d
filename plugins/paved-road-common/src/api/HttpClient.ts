import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

interface RequestOptions {
  /** Sent as JSON. */
  body?: unknown;
  /** What the request is based on; 412 when it has changed since. */
  etag?: string;
  /** Media type of the answer. */
  accept?: string;
}

/**
 * How the service is reached.
 *
 * @public
 */
export interface PavedRoadConnection {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** Adds the caller's credentials. */
  fetchApi: { fetch: typeof fetch };
}

/** Requests to the service. */
export class HttpClient {
  readonly #discovery: PavedRoadConnection['discoveryApi'];
  readonly #fetch: typeof fetch;

  constructor({ discoveryApi, fetchApi }: PavedRoadConnection) {
    this.#discovery = discoveryApi;
    this.#fetch = fetchApi.fetch;
  }

  /** @throws ResponseError with the service's message */
  async json<T>(
    method: Method,
    path: string,
    options?: RequestOptions,
  ): Promise<T> {
    const response = await this.request(method, path, options);
    return (await response.json()) as T;
  }

  /** @throws ResponseError with the service's message */
  async text(
    method: Method,
    path: string,
    options?: RequestOptions,
  ): Promise<string> {
    const response = await this.request(method, path, options);
    return await response.text();
  }

  /** @throws ResponseError with the service's message */
  async request(
    method: Method,
    path: string,
    { body, etag, accept }: RequestOptions = {},
  ): Promise<Response> {
    const baseUrl = await this.#discovery.getBaseUrl('paved-road');
    const headers: Record<string, string> = {};
    if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
    }
    if (etag !== undefined) {
      headers['If-Match'] = etag;
    }
    if (accept !== undefined) {
      headers.Accept = accept;
    }
    const response = await this.#fetch(`${baseUrl}${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

/** The path of an entity. */
export function entityPath(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return `/entities/${[kind, namespace, name]
    .map(part => encodeURIComponent(part.toLocaleLowerCase('en-US')))
    .join('/')}`;
}

/** The path of something that has an id. */
export function itemPath(collection: string, id: string): string {
  return `/${collection}/${encodeURIComponent(id)}`;
}

/** A path with those of the parameters that have a value. */
export function withQuery(path: string, query: object = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') {
      params.set(key, String(value));
    }
  }
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}
