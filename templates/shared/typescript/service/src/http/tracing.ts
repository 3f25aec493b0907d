import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Context, Span } from '@opentelemetry/api';
import type { FastifyRequest } from 'fastify';
import type { HttpServer } from './httpModule.js';

/**
 * The spans of the service, by the OpenTelemetry API alone: without an SDK (src/runtime/telemetry.ts)
 * they cost nothing. Nothing is patched, so it does not matter what was imported first.
 */
const tracer = trace.getTracer('http');

const contexts = new WeakMap<FastifyRequest, Context>();

/** A span per request, a child of the span that the caller names in its header traceparent. */
export function traceRequests(app: HttpServer): void {
  app.addHook('onRequest', async request => {
    const route = request.routeOptions.url;
    const parent = propagation.extract(context.active(), request.headers);
    const span = tracer.startSpan(
      route === undefined ? request.method : `${request.method} ${route}`,
      {
        kind: SpanKind.SERVER,
        attributes: {
          'http.request.method': request.method,
          'http.route': route,
          'url.scheme': request.protocol,
        },
      },
      parent,
    );
    contexts.set(request, trace.setSpan(parent, span));
  });

  // The body has been read by now: what waits for it would lose the context.
  app.addHook('preHandler', (request, _reply, done) => {
    inRequestContext(request, done);
  });

  app.addHook('onResponse', async (request, reply) => {
    const span = trace.getSpan(getRequestContext(request));
    span?.setAttribute('http.response.status_code', reply.statusCode);
    if (reply.statusCode >= 500) {
      span?.setStatus({ code: SpanStatusCode.ERROR });
    }
    span?.end();
  });
}

/** Runs a callback whose logs and spans belong to the request. */
export function inRequestContext(request: FastifyRequest, run: () => void): void {
  context.with(getRequestContext(request), run);
}

function getRequestContext(request: FastifyRequest): Context {
  return contexts.get(request) ?? context.active();
}

/** Runs a task in a new span, which records its error. */
export function inSpan<T>(name: string, task: (span: Span) => Promise<T>): Promise<T> {
  return tracer.startActiveSpan(name, async span => {
    try {
      return await task(span);
    } catch (error) {
      span.recordException(error as Error);
      span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).message });
      throw error;
    } finally {
      span.end();
    }
  });
}
