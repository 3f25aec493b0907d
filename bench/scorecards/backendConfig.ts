import { JsonObject } from '@backstage/types';

/** The database of a back end, as `backend.database` in its config. */
export type Database =
  | { client: 'better-sqlite3'; connection: ':memory:' }
  | { client: 'pg'; connection: string; prefix: string };

const token = 'token-of-the-benchmark';

/** The config that both back ends share. */
export function backendConfig(port: number, database: Database): JsonObject {
  return {
    backend: {
      baseUrl: `http://127.0.0.1:${port}`,
      listen: { host: '127.0.0.1', port },
      // As in app-config.production.yaml.
      server: { keepAliveTimeout: { seconds: 65 } },
      database: { ...database },
      auth: {
        externalAccess: [
          { type: 'static', options: { token, subject: 'benchmark' } },
        ],
      },
    },
    // There is no event bus between back ends, because there is only one.
    events: { useEventBus: 'never' },
  };
}

/** A response with its size, and the time from the request to its last byte. */
export interface Answer {
  milliseconds: number;
  bytes: number;
  text: string;
}

export type Client = (path: string, body?: object) => Promise<Answer>;

/** Calls a back end; without a token, as another plugin would, which may see everything. */
export function createClient(port: number, bearer = token): Client {
  return async (path, body) => {
    const start = performance.now();
    const response = await fetch(`http://127.0.0.1:${port}/api${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${bearer}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    const bytes = await response.arrayBuffer();
    const milliseconds = performance.now() - start;
    const text = new TextDecoder().decode(bytes);
    if (!response.ok) {
      throw new Error(`${path}: ${response.status} ${text}`);
    }
    return { milliseconds, bytes: bytes.byteLength, text };
  };
}
