import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
{% if values.ai == 'language-model' %}{% else %}import { performance } from 'node:perf_hooks';
{% endif %}import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { fastify, LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyReply } from 'fastify';
import { closeConnectionsInTime } from './closing.js';
import { answerErrors, validationError } from './errorAnswers.js';
import type { HttpModule, HttpServer, HttpTools } from './httpModule.js';
{% if values.ai == 'language-model' %}import { measureDraft } from './measureDraft.js';
{% endif %}import { Metrics } from './metrics.js';
import { operations } from './operations.js';
import type { Readiness } from './readiness.js';
import { sharedSchemas } from './schemas.js';
import { refuseLooseSchemas } from './strictSchemas.js';
import { inRequestContext, inSpan, traceRequests } from './tracing.js';
import { buildValidator } from './validation.js';
import { WorkQueue } from './workQueue.js';
import type { WorkLimits } from './workQueue.js';

/** The largest body that is read, in bytes. */
export const bodyLimit = 64 * 1024;

/** Milliseconds that a client may take to send its request, or it would hold a connection for ever. */
const receiveTimeoutMs = 60_000;

/** What a server is made of. */
export interface ServerOptions {
  /** The info section of the OpenAPI document. */
  info: { name: string; version: string; description: string };
  logger: FastifyBaseLogger;
  readiness: Readiness;
  modules: readonly HttpModule[];
  limits: WorkLimits;
}

/** Makes the HTTP shell and registers the modules in it; it does not listen yet. */
export async function createServer(options: ServerOptions): Promise<HttpServer> {
  const { info, readiness, modules, limits } = options;
  const metrics = new Metrics();
  const queue = new WorkQueue(limits, reason => metrics.countRejection(reason));
  metrics.watchQueue(queue);

  const app: HttpServer = fastify({
    loggerInstance: options.logger,
    // One line per request is written below; its URL is left out, since it may hold texts of users.
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'requestId',
    }),
    bodyLimit,
    requestTimeout: receiveTimeoutMs,
    genReqId: request => requestId(request.headers['x-request-id']),
    schemaErrorFormatter: validationError,
    schemaController: { compilersFactory: { buildValidator } },
  }).withTypeProvider<TypeBoxTypeProvider>();

  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: info.name, version: info.version, description: info.description },
    },
    refResolver: {
      buildLocalReference: (json, _baseUri, _fragment, index) =>
        typeof json.$id === 'string' ? json.$id : `Schema${index}`,
    },
  });
  closeConnectionsInTime(app);
  refuseLooseSchemas(app);
  answerErrors(app);
  traceRequests(app);
  observeRequests(app, metrics);
  for (const schema of sharedSchemas) {
    app.addSchema(schema);
  }
  operations(app, { readiness, metrics });

  const tools: HttpTools = {
    ...work(app, queue),
{% if values.ai == 'language-model' %}    measureDraft: task => measureDraft(task, metrics, app.log),
{% else %}    measureClassification: task =>
      inSpan('classify', async span => {
        const start = performance.now();
        const classification = await task();
        metrics.observeClassification(classification, (performance.now() - start) / 1000);
        span.setAttributes({
          'model.name': classification.model.name,
          'model.version': classification.model.version,
          'classification.label': classification.label,
          'classification.needs_review': classification.needsReview,
        });
        return classification;
      }),
{% endif %}    metrics: metrics.registry,
  };
  for (const module of modules) {
    await app.register(async (instance: HttpServer) => {
      instance.addHook('onRoute', route => {
        route.schema = { tags: [module.name], ...route.schema };
      });
      await module.register(instance, tools);
    });
  }
  return app;
}

/** Ties the work of a handler to the request that asked for it, without passing the request around. */
function work(app: HttpServer, queue: WorkQueue): Pick<HttpTools, 'work'> {
  const callers = new AsyncLocalStorage<AbortSignal>();
  app.addHook('preHandler', (_request, reply, done) => {
    callers.run(callerGone(reply), done);
  });
  return {
    work: task => inSpan('work', () => queue.run(task, callers.getStore())),
  };
}

/**
 * Aborted when the connection closes before the answer is written. The signal of Fastify's request will
 * not do: it is aborted as soon as the body is read.
 */
function callerGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) {
      gone.abort();
    }
  });
  return gone.signal;
}

function observeRequests(app: HttpServer, metrics: Metrics): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const { method } = request;
    const { statusCode, elapsedTime } = reply;
    metrics.observeRequest({ method, route, status: statusCode }, elapsedTime / 1000);
    const durationMs = Math.round(elapsedTime * 10) / 10;
    inRequestContext(request, () => {
      request.log.info({ method, route, statusCode, durationMs }, 'request completed');
    });
  });
}

/** The id that the caller gave, when it is short and plain enough for a log; otherwise a new one. */
function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}
