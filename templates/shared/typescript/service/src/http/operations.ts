import { Type } from 'typebox';
import type { HttpServer } from './httpModule.js';
import type { Metrics } from './metrics.js';
import type { Readiness } from './readiness.js';

/** What a platform asks a process; never queued, and logged only when it fails. */
export function operations(
  app: HttpServer,
  { readiness, metrics }: { readiness: Readiness; metrics: Metrics },
): void {
  const quiet = { logLevel: 'warn' } as const;
  const tags = ['operations'];
  const state = (description: string) =>
    Type.Object(
      { status: Type.Enum(['starting', 'ready', 'stopping']) },
      { description, additionalProperties: false },
    );

  app.get(
    '/livez',
    {
      ...quiet,
      schema: {
        tags,
        operationId: 'live',
        summary: 'Whether the process is alive',
        response: {
          200: Type.Object(
            { status: Type.Literal('ok') },
            { description: 'It is', additionalProperties: false },
          ),
        },
      },
    },
    async () => ({ status: 'ok' as const }),
  );

  app.get(
    '/readyz',
    {
      ...quiet,
      schema: {
        tags,
        operationId: 'ready',
        summary: 'Whether the process should be sent requests',
        response: {
          200: state('It should'),
          503: state('Not ready: starting or stopping, as in the status'),
        },
      },
    },
    async (_request, reply) =>
      reply.code(readiness.state === 'ready' ? 200 : 503).send({ status: readiness.state }),
  );

  app.get(
    '/metrics',
    {
      ...quiet,
      schema: {
        tags,
        operationId: 'metrics',
        summary: 'Metrics in the Prometheus text format',
        response: {
          200: {
            description: 'All metrics',
            content: { 'text/plain': { schema: Type.String() } },
          },
        },
      },
    },
    async (_request, reply) =>
      reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );

  app.get('/openapi.json', { ...quiet, schema: { hide: true } }, async () => app.swagger());
}
