import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { Operation } from './Operation';
import { Client, operations } from './operations';

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

/** The operations over HTTP. Each rejects with a ResponseError that has the service's message. */
export function createClient(connection: PavedRoadConnection): Client {
  return Object.fromEntries(
    Object.entries<Operation>(operations).map(([name, operation]) => [
      name,
      (...args: unknown[]) => call(connection, operation, args),
    ]),
  ) as Client;
}

async function call(
  { discoveryApi, fetchApi }: PavedRoadConnection,
  { route, ifMatch, body, query, answer }: Operation,
  args: unknown[],
): Promise<unknown> {
  const rest = [...args];
  const [method, pattern] = route.split(' ');
  const path = pattern.includes(':')
    ? fill(pattern, rest.shift() as string)
    : pattern;
  const etag = ifMatch && (rest.shift() as string);
  const [sent] = rest;

  const baseUrl = await discoveryApi.getBaseUrl('paved-road');
  const response = await fetchApi.fetch(
    `${baseUrl}${path}${query && !body ? search(sent as object) : ''}`,
    {
      method,
      headers: {
        ...(body && { 'Content-Type': 'application/json' }),
        ...(etag !== undefined && { 'If-Match': etag }),
      },
      body: body && JSON.stringify(sent),
    },
  );
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  if (answer === undefined) {
    return undefined;
  }
  if (typeof answer === 'object') {
    return await response.json();
  }
  return answer === 'text/csv' ? await response.blob() : await response.text();
}

/** The path of an entity or of something that has an id. */
function fill(pattern: string, subject: string): string {
  if (!pattern.includes('/:kind/:namespace/:name')) {
    return pattern.replace(/:\w+/, () => encodeURIComponent(subject));
  }
  const { kind, namespace, name } = parseEntityRef(subject);
  const parts = [kind, namespace, name].map(part =>
    encodeURIComponent(part.toLocaleLowerCase('en-US')),
  );
  return pattern.replace(':kind/:namespace/:name', () => parts.join('/'));
}

/** The query string of those parameters that have a value. */
function search(query: object = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') {
      params.set(key, String(value));
    }
  }
  const text = params.toString();
  return text && `?${text}`;
}
