import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Stands before a service and lets no request through while it is shut, as it is at first. */
export class Gate {
  readonly #server: Server;
  #opened: Promise<void> = Promise.resolve();
  open: () => void = () => {};

  private constructor(target: string) {
    this.shut();
    this.#server = createServer(async (request, response) => {
      try {
        const body = await text(request);
        await this.#opened;
        const answer = await fetch(`${target}${request.url}`, {
          method: request.method,
          headers: { 'Content-Type': 'application/json' },
          body: body || undefined,
        });
        response.writeHead(answer.status, {
          'Content-Type': 'application/json',
        });
        response.end(await answer.text());
      } catch {
        // The caller no longer waits for the answer.
        response.destroy();
      }
    });
  }

  static async before(target: string): Promise<Gate> {
    const gate = new Gate(target);
    await new Promise<void>(resolve =>
      gate.#server.listen(0, '127.0.0.1', resolve),
    );
    return gate;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  shut(): void {
    this.#opened = new Promise(resolve => (this.open = resolve));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}
