import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/** A request of a chat completion, as providers get it. */
export interface ChatRequest {
  model: string;
  max_tokens: number;
  messages: [
    { role: 'system'; content: string },
    { role: 'user'; content: string },
  ];
}

/** What a provider answers: a status that is an error, or the words of a stream. */
export type ChatAnswer = number | string[];

/** A provider of models that answers as a test wants it. */
export class FakeProvider {
  readonly requests: { authorization?: string; body: ChatRequest }[] = [];
  answer: (request: ChatRequest) => ChatAnswer | Promise<ChatAnswer> = () => [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const body: ChatRequest = JSON.parse(await text(request));
      const { authorization } = request.headers;
      this.requests.push({ authorization, body });
      const answer = await this.answer(body);
      if (typeof answer === 'number') {
        response.writeHead(answer).end('{"error": "not now"}');
        return;
      }
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      for (const content of answer) {
        response.write(event({ delta: { content }, finish_reason: null }));
        await sleep(1);
      }
      response.write(event({ delta: {}, finish_reason: 'stop' }));
      response.end('data: [DONE]\n\n');
    });
  }

  static async start(): Promise<FakeProvider> {
    const provider = new FakeProvider();
    await new Promise<void>(resolve =>
      provider.#server.listen(0, '127.0.0.1', resolve),
    );
    return provider;
  }

  /** What LLM_URL is set to. */
  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/v1`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}

function event(choice: object): string {
  return `data: ${JSON.stringify({ choices: [choice] })}\n\n`;
}
