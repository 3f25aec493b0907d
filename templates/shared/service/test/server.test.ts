import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, HTTPMethods } from 'fastify';
import { pino } from 'pino';
import { parseAllDocuments, parse } from 'yaml';
import { OnnxTextClassifier } from '../src/adapters/onnx/index.js';
import { TicketRouter } from '../src/core/index.js';
import { createServer } from '../src/http/index.js';
import { classifyRequest, classifyResponse } from '../src/http/schemas.js';

const root = new URL('../../', import.meta.url);

describe('the HTTP API', () => {
  let server: FastifyInstance;
  let ready = true;

  const classify = (body: unknown) =>
    server.inject({ method: 'POST', url: '/v1/classify', payload: body as object });

  before(async () => {
    const classifier = await OnnxTextClassifier.load(
      fileURLToPath(new URL('model', root)),
    );
    server = createServer({
      router: new TicketRouter(classifier, { reviewBelow: 0.5 }),
      logger: pino({ level: 'silent' }),
      isReady: () => ready,
    });
    await server.ready();
  });

  after(() => server.close());

  it('classifies a text', async () => {
    const response = await classify({
      text: 'I was charged twice and would like a refund',
    });
    assert.equal(response.statusCode, 200);
    const { queue, confidence, scores, model } = response.json();
    assert.equal(queue, 'billing');
    assert.ok(confidence > 0.5 && confidence <= 1);
    assert.equal(scores.length, 3);
    assert.equal(model.name, 'ticket-router');
  });

  it('says what is wrong with a bad request', async () => {
    for (const [body, message] of [
      [{}, /required property 'text'/],
      [{ text: '' }, /fewer than 1 characters/],
      [{ text: '   ' }, /empty/],
      [{ text: 42 }, /must be string/],
      [{ text: 'x'.repeat(5001) }, /more than 5000 characters/],
      [{ text: 'fine', colour: 'red' }, /additional properties/],
    ] as const) {
      const response = await classify(body);
      assert.equal(response.statusCode, 400, response.body);
      assert.match(response.json().message, message);
    }
    const large = await classify({ text: 'x'.repeat(70_000) });
    assert.equal(large.statusCode, 413);
  });

  it('is not ready any more while it shuts down', async () => {
    assert.equal((await server.inject('/readyz')).statusCode, 200);
    ready = false;
    assert.equal((await server.inject('/readyz')).statusCode, 503);
    assert.equal((await server.inject('/healthz')).statusCode, 200);
    ready = true;
  });

  it('measures requests, inference and routings', async () => {
    await classify({ text: 'the app crashes' });
    const { body } = await server.inject('/metrics');
    assert.match(
      body,
      /http_request_duration_seconds_count\{method="POST",route="\/v1\/classify",status="200"\} [1-9]/,
    );
    assert.match(body, /inference_duration_seconds_count\{model_version="1\.0\.0"\} [1-9]/);
    assert.match(body, /ticket_routings_total\{queue="technical",needs_review="(true|false)"\} 1/);
  });

  it('is the API that the catalog documents', async () => {
    const catalogInfo = await readFile(new URL('catalog-info.yaml', root), 'utf8');
    const api = parseAllDocuments(catalogInfo)
      .map(document => document.toJS())
      .find(entity => entity.kind === 'API');
    const { paths, components } = parse(api.spec.definition);

    const documented = Object.entries<object>(paths).flatMap(([url, methods]) =>
      Object.keys(methods).map(method => ({
        method: method.toUpperCase() as HTTPMethods,
        url,
      })),
    );
    assert.equal(documented.length, 4);
    for (const route of documented) {
      assert.ok(server.hasRoute(route), `${route.method} ${route.url}`);
    }
    assert.deepEqual(components.schemas.ClassifyRequest, classifyRequest);
    assert.deepEqual(components.schemas.ClassifyResponse, classifyResponse);
  });
});
