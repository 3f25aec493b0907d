import { createServer, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';

/** What was asked, with the path of the API and the parameters. */
export interface Asked {
  path: string;
  query: string;
  start?: number;
  end?: number;
  step?: string;
  authorization?: string;
}

type Answer = (asked: Asked, response: ServerResponse) => void;

/** An answer of the API of Prometheus. */
export const answers =
  (resultType: string, result: unknown): Answer =>
  (_, response) =>
    json(response, 200, {
      status: 'success',
      data: { resultType, result },
    });

/** An error as Prometheus tells it. */
export const refuses =
  (
    status: number,
    errorType: string,
    error: string,
    headers: Record<string, string> = {},
  ): Answer =>
  (_, response) =>
    json(response, status, { status: 'error', errorType, error }, headers);

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(JSON.stringify(body));
}

/** Takes the place of Prometheus, and remembers what it is asked. */
export class FakePrometheus {
  readonly asked: Asked[] = [];
  /** How it answers. */
  answer: Answer = answers('vector', []);
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(
        request.url!,
        'http://prometheus',
      );
      const numberOf = (name: string) =>
        searchParams.has(name) ? Number(searchParams.get(name)) : undefined;
      const asked: Asked = {
        path: pathname,
        query: searchParams.get('query')!,
        start: numberOf('start'),
        end: numberOf('end'),
        step: searchParams.get('step') ?? undefined,
        authorization: request.headers.authorization,
      };
      this.asked.push(asked);
      this.answer(asked, response);
    });
  }

  /** @returns its URL */
  async start(): Promise<string> {
    await new Promise<void>(resolve => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
