import { isDeepStrictEqual } from 'node:util';
import { fastify } from 'fastify';
import type { Contract } from './contract.js';

/** A stand-in of the service that answers as a contract says, and knows nothing else. */
export interface StubServer {
  url: string;
  /** What was asked: the description of the interaction, or the request that the contract does not have. */
  asked: string[];
  close: () => Promise<void>;
}

export async function startStubServer(contract: Contract): Promise<StubServer> {
  const asked: string[] = [];
  const server = fastify();
  server.all('*', (request, reply) => {
    const { method, url, body } = request;
    const interaction = contract.interactions.find(
      candidate =>
        candidate.request.method === method &&
        candidate.request.path === url &&
        isDeepStrictEqual(candidate.request.body, body),
    );
    if (!interaction) {
      asked.push(`${method} ${url} ${JSON.stringify(body)}`);
      return reply.code(501).send({ message: 'This is not in the contract' });
    }
    asked.push(interaction.description);
    for (const [name, { example }] of Object.entries(interaction.response.headers ?? {})) {
      void reply.header(name, example);
    }
    return reply.code(interaction.response.status).send(interaction.response.body);
  });
  return {
    url: await server.listen({ host: '127.0.0.1', port: 0 }),
    asked,
    close: () => server.close(),
  };
}
