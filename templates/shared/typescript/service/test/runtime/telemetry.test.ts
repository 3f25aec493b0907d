import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { ServiceProcess } from './serviceProcess.js';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const callerSpanId = 'b7ad6b7169203331';

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: { key: string; value: unknown }[];
}

interface TraceExport {
  resourceSpans: {
    resource: { attributes: { key: string; value: unknown }[] };
    scopeSpans: { spans: Span[] }[];
  }[];
}

/** Tells in the log of the process when a part of the SDK is loaded. */
const watchTheSdk = [
  '--import',
  `data:text/javascript,${encodeURIComponent(`
    import { registerHooks } from 'node:module';
    registerHooks({
      load(url, context, next) {
        if (url.includes('/@opentelemetry/') && !url.includes('/@opentelemetry/api/')) {
          console.log(JSON.stringify({ msg: 'loads ' + url }));
        }
        return next(url, context);
      },
    });
  `)}`,
];

describe('telemetry', { concurrency: true }, () => {
  it('loads nothing of the SDK unless there is a collector', async t => {
    const service = await askOnce(t, {});
    assert.equal(await service.exit, 0);
    assert.deepEqual(
      service.log.filter(({ msg }) => String(msg).startsWith('loads ')),
      [],
    );
  });

  it('sends the spans of a request, as a part of the trace of its caller', async t => {
    const exports: TraceExport[] = [];
    const endpoint = await collector(t, exports);
    const service = await askOnce(t, {
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    });
    assert.equal(await service.exit, 0);
    await service.logged('loads ');

    const [first] = exports.flatMap(({ resourceSpans }) => resourceSpans);
    assert.deepEqual(first?.resource.attributes.find(({ key }) => key === 'service.name')?.value, {
      stringValue: 'sleep-service',
    });
    const spans = exports.flatMap(({ resourceSpans }) =>
      resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(scope => scope.spans)),
    );
    const request = spans.find(span => span.name === 'POST /v1/sleep');
    assert.ok(request, JSON.stringify(spans));
    assert.equal(request.traceId, traceId);
    assert.equal(request.parentSpanId, callerSpanId);
    const attributes = Object.fromEntries(request.attributes.map(({ key, value }) => [key, value]));
    assert.deepEqual(attributes['http.route'], { stringValue: '/v1/sleep' });
    assert.deepEqual(attributes['http.response.status_code'], { intValue: 200 });
    const work = spans.find(span => span.name === 'work');
    assert.equal(work?.traceId, traceId);
    assert.equal(work.parentSpanId, request.spanId);

    const line = await service.logged('request completed');
    assert.equal(line.trace_id, traceId, 'the log leads to the trace');
  });

  it('does not let a collector that is away change how the process ends', async t => {
    const service = await askOnce(t, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' });
    assert.equal(await service.exit, 0);
  });
});

/** Starts the service, sends it one request with a trace, and asks it to stop. */
async function askOnce(t: TestContext, env: NodeJS.ProcessEnv): Promise<ServiceProcess> {
  const service = new ServiceProcess(env, watchTheSdk);
  t.after(() => service.kill('SIGKILL'));
  const response = await fetch(`${await service.url()}/v1/sleep`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      traceparent: `00-${traceId}-${callerSpanId}-01`,
    },
    body: JSON.stringify({ ms: 1 }),
  });
  assert.equal(response.status, 200);
  await response.text();
  service.kill('SIGTERM');
  return service;
}

/** Takes what an OpenTelemetry collector takes by HTTP. */
async function collector(t: TestContext, exports: TraceExport[]): Promise<string> {
  const server = createServer((request, response) => {
    assert.equal(request.url, '/v1/traces');
    void json(request).then(body => {
      exports.push(body as TraceExport);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
