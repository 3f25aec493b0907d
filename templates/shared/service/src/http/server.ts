import { performance } from 'node:perf_hooks';
import { fastify } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { InvalidTextError } from '../core/index.js';
import type { TicketRouter } from '../core/index.js';
import { Metrics } from './metrics.js';
import { classifyRequest, classifyResponse } from './schemas.js';

/** The HTTP API: it parses, calls the core and answers. */
export function createServer(options: {
  router: TicketRouter;
  logger: FastifyBaseLogger;
  /** Whether the process should get new requests; false while it shuts down. */
  isReady: () => boolean;
}): FastifyInstance {
  const { router, isReady } = options;
  const metrics = new Metrics();
  const app: FastifyInstance = fastify({
    loggerInstance: options.logger,
    bodyLimit: 64 * 1024,
    // A field that is misspelt or of the wrong type is an error, not something to repair silently.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
  });

  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof InvalidTextError) {
      return reply
        .code(400)
        .send({ statusCode: 400, error: 'Bad Request', message: error.message });
    }
    return reply.send(error);
  });

  app.addHook('onResponse', async (request, reply) => {
    metrics.observeRequest(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
      },
      reply.elapsedTime / 1000,
    );
  });

  app.post<{ Body: { text: string } }>(
    '/v1/classify',
    { schema: { body: classifyRequest, response: { 200: classifyResponse } } },
    async request => {
      const start = performance.now();
      const routing = await router.route(request.body.text);
      metrics.observeRouting(routing, (performance.now() - start) / 1000);
      return routing;
    },
  );

  app.get('/healthz', { logLevel: 'warn' }, async () => ({ status: 'ok' }));

  app.get('/readyz', { logLevel: 'warn' }, async (_request, reply) =>
    isReady()
      ? { status: 'ready' }
      : reply.code(503).send({ status: 'shutting down' }),
  );

  app.get('/metrics', { logLevel: 'warn' }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  );

  return app;
}
