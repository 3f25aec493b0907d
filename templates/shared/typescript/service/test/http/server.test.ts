import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Type } from 'typebox';
import {
{% if values.ai == 'language-model' %}  DraftRefusedError,
  InvalidTextError,
{% else %}  ClassifierUnavailableError,
  InvalidTextError,
{% endif %}  maxTextLength,
{% if values.ai == 'language-model' %}  ModelUnavailableError,
{% endif %}} from '../../src/core/index.js';
import { bodyLimit, ${{ 'draftsModule' if values.ai == 'language-model' else 'classificationModule' }}, HttpError, Readiness } from '../../src/http/index.js';
import type { HttpServer } from '../../src/http/index.js';
import { listLogger, ${{ 'StubDrafts' if values.ai == 'language-model' else 'StubClassifies' }}, testServer } from './support.js';

describe('the HTTP shell', () => {
  const readiness = new Readiness();
  const log: Record<string, unknown>[] = [];
  let core: ${{ 'StubDrafts' if values.ai == 'language-model' else 'StubClassifies' }};
  let app: HttpServer;

  const ${{ 'draft' if values.ai == 'language-model' else 'classify' }} = (body: unknown, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: '/v1/${{ 'drafts' if values.ai == 'language-model' else 'classify' }}',
      headers: { 'content-type': 'application/json', ...headers },
      payload: typeof body === 'string' ? body : JSON.stringify(body),
    });

  before(async () => {
    core = new ${{ 'StubDrafts' if values.ai == 'language-model' else 'StubClassifies' }}();
    app = await testServer({
      modules: [${{ 'draftsModule' if values.ai == 'language-model' else 'classificationModule' }}(core)],
      readiness,
      logger: listLogger(log),
    });
  });

  after(() => app.close());

  beforeEach(() => {
    core.answer = async () => ({});
    log.length = 0;
  });

  it('answers with what the AI core says', async () => {
    const response = await ${{ 'draft' if values.ai == 'language-model' else 'classify' }}({ text: 'I was charged twice' });
    assert.equal(response.statusCode, 200);
{% if values.ai == 'language-model' %}    const { draft: written, costUsd } = response.json<{ draft: string; costUsd: number }>();
    assert.deepEqual([written, costUsd], ['Thank you for your message', 0.001]);

    const model = await app.inject('/v1/model');
    assert.deepEqual(model.json(), core.models);
{% else %}    assert.deepEqual(response.json(), await core.classify());

    const model = await app.inject('/v1/model');
    assert.deepEqual(model.json(), core.model);
{% endif %}  });

  it('names the field that is wrong, and repairs nothing', async () => {
    for (const [body, message] of [
      [{}, "body must have required property 'text'"],
      [{ text: '' }, 'body/text must NOT have fewer than 1 characters'],
      [{ text: 42 }, 'body/text must be string'],
      [{ text: null }, 'body/text must be string'],
      [
        { text: 'x'.repeat(maxTextLength + 1) },
        `body/text must NOT have more than ${maxTextLength} characters`,
      ],
      [{ text: 'fine', colour: 'red' }, 'body/colour is not a known field'],
      ['["text"]', 'body must be object'],
      ['{"text":', "Body is not valid JSON but content-type is set to 'application/json'"],
    ] as const) {
      const response = await ${{ 'draft' if values.ai == 'language-model' else 'classify' }}(body);
      assert.equal(response.statusCode, 400, response.body);
      assert.deepEqual(response.json(), { statusCode: 400, error: 'Bad Request', message });
    }
  });

  it('reads numbers and booleans from a query, and takes no other text for one', async () => {
    const search = await testServer({
      modules: [
        {
          name: 'search',
          register: instance => {
            const querystring = Type.Object(
              { limit: Type.Integer({ minimum: 1 }), exact: Type.Boolean({ default: false }) },
              { additionalProperties: false },
            );
            instance.get('/v1/search', { schema: { querystring } }, async ({ query }) => query);
          },
        },
      ],
    });
    const ask = async (query: string) => (await search.inject(`/v1/search?${query}`)).json<unknown>();
    assert.deepEqual(await ask('limit=5'), { limit: 5, exact: false });
    assert.deepEqual(await ask('limit=5&exact=true'), { limit: 5, exact: true });
    for (const [query, message] of [
      ['limit=0', 'querystring/limit must be >= 1'],
      ['limit=1.5', 'querystring/limit must be integer'],
      ['limit=', 'querystring/limit must be integer'],
      ['limit=many', 'querystring/limit must be integer'],
      ['limit=5&exact=maybe', 'querystring/exact must be boolean'],
      ['limit=5&colour=red', 'querystring/colour is not a known field'],
    ] as const) {
      assert.deepEqual(await ask(query), { statusCode: 400, error: 'Bad Request', message });
    }
    await search.close();
  });

  it('refuses bodies that are too large, too slow or no JSON, and paths that do not exist', async () => {
    const large = await ${{ 'draft' if values.ai == 'language-model' else 'classify' }}({ text: 'x'.repeat(bodyLimit) });
    assert.equal(large.statusCode, 413);
    assert.equal(large.json<{ error: string }>().error, 'Payload Too Large');

    const xml = await ${{ 'draft' if values.ai == 'language-model' else 'classify' }}('<text/>', { 'content-type': 'application/xml' });
    assert.equal(xml.statusCode, 415);
    assert.equal(xml.json<{ error: string }>().error, 'Unsupported Media Type');

    assert.equal(app.server.requestTimeout, 60_000, 'who never ends its request is cut off');

    const missing = await app.inject('/v1/nothing?secret=1');
    assert.deepEqual(missing.json(), {
      statusCode: 404,
      error: 'Not Found',
      message: 'There is no GET /v1/nothing',
    });
  });

  it('gives the errors of the core and of modules their status, and hides what went wrong inside', async () => {
    const failWith = async (error: Error) => {
      core.answer = () => Promise.reject(error);
      const { statusCode, headers, body } = await ${{ 'draft' if values.ai == 'language-model' else 'classify' }}({ text: 'a secret text' });
      const answer = JSON.parse(body) as { message: string };
      return { statusCode, retryAfter: headers['retry-after'], message: answer.message };
    };
    assert.deepEqual(await failWith(new InvalidTextError('The text is empty')), {
      statusCode: 400,
      retryAfter: undefined,
      message: 'The text is empty',
    });
    assert.deepEqual(await failWith(new ${{ 'ModelUnavailableError' if values.ai == 'language-model' else 'ClassifierUnavailableError' }}('connect 10.0.0.1')), {
      statusCode: 503,
      retryAfter: '5',
      message: 'The model cannot answer now, try again later',
    });
{% if values.ai == 'language-model' %}    assert.equal((await failWith(new DraftRefusedError('The rule "link"'))).statusCode, 422);
{% endif %}    assert.deepEqual(await failWith(new HttpError(409, 'Taken', { retryAfterSeconds: 9 })), {
      statusCode: 409,
      retryAfter: '9',
      message: 'Taken',
    });
    const inside = await failWith(new Error('password=1234'));
    assert.equal(inside.statusCode, 500);
    assert.doesNotMatch(inside.message, /1234/);

    const failures = log.filter(line => line.msg === 'request failed');
    assert.equal(failures.length, 2, 'what is the fault of the service is in the log');
    assert.match(JSON.stringify(failures), /password=1234/);
  });

  it('writes one line per request, without texts', async () => {
    await ${{ 'draft' if values.ai == 'language-model' else 'classify' }}({ text: 'a secret text' });
    await app.inject('/v1/nothing?q=a-secret-text');
    for (const probe of ['/livez', '/readyz', '/metrics', '/openapi.json']) {
      await app.inject(probe);
    }
    assert.deepEqual(
      log.map(({ method, route, statusCode, msg }) => ({ method, route, statusCode, msg })),
      [
        { method: 'POST', route: '/v1/${{ 'drafts' if values.ai == 'language-model' else 'classify' }}', statusCode: 200, msg: 'request completed' },
        { method: 'GET', route: 'unknown', statusCode: 404, msg: 'request completed' },
      ],
    );
    assert.doesNotMatch(JSON.stringify(log), /secret/);
    assert.ok(Number(log[0]?.durationMs) >= 0);
  });

  it('takes the id of a request from its caller, if that is short and plain', async () => {
    const idFor = async (given?: string) => {
      const { headers } = await app.inject({
        url: '/v1/model',
        headers: given === undefined ? {} : { 'x-request-id': given },
      });
      return headers['x-request-id'];
    };
    assert.equal(await idFor('order-17.b'), 'order-17.b');
    assert.equal(log[0]?.requestId, 'order-17.b');
    for (const bad of ['two words', '<b>', 'x'.repeat(65), undefined]) {
      assert.match(String(await idFor(bad)), /^[0-9a-f-]{36}$/);
    }
  });

  it('is alive at once, and ready from when it is warm until it stops', async () => {
    const probe = async (url: string) => {
      const response = await app.inject(url);
      return [response.statusCode, response.json<{ status: string }>().status];
    };
    assert.deepEqual(await probe('/readyz'), [503, 'starting']);
    readiness.ready();
    assert.deepEqual(await probe('/readyz'), [200, 'ready']);
    readiness.stopping();
    assert.deepEqual(await probe('/readyz'), [503, 'stopping']);
    readiness.ready();
    assert.deepEqual(await probe('/readyz'), [503, 'stopping'], 'there is no way back');
    assert.deepEqual(await probe('/livez'), [200, 'ok']);
  });

{% if values.ai == 'language-model' %}  it('measures requests, calls and what they cost', async () => {
    const model = { provider: 'test', name: 'fake', version: '7.0.0' };
    core.answer = async observer => {
      const call = { model, inputTokens: 100, outputTokens: 10, costUsd: 0.001, seconds: 1 };
      observer.called({ ...call, outcome: 'refused' });
      observer.refused('link');
      observer.called({ ...call, outcome: 'unavailable', error: new Error('status 401') });
      observer.fellBack();
      return { fallback: true };
    };
{% else %}  it('measures requests, inference and what came out', async () => {
    core.answer = async () => ({ label: 'account', needsReview: true });
{% endif %}    await ${{ 'draft' if values.ai == 'language-model' else 'classify' }}({ text: 'hello' });
    const { body, headers } = await app.inject('/metrics');
    assert.match(String(headers['content-type']), /^text\/plain/);
    for (const line of [
      /^http_request_duration_seconds_count\{method="POST",route="\/v1\/${{ 'drafts' if values.ai == 'language-model' else 'classify' }}",status="200"\} \d/m,
      /^http_request_duration_seconds_count\{method="GET",route="unknown",status="404"\} \d/m,
{% if values.ai == 'language-model' %}      /^llm_calls_total\{model="fake",outcome="refused"\} 1$/m,
      /^llm_tokens_total\{model="fake",direction="output"\} 20$/m,
      /^llm_cost_usd_total\{model="fake"\} 0\.002$/m,
      /^llm_call_duration_seconds_count\{model="fake"\} 2$/m,
      /^llm_fallbacks_total 1$/m,
      /^drafts_refused_total\{rule="link"\} 1$/m,
{% else %}      /^inference_duration_seconds_count\{model_version="7\.0\.0"\} \d/m,
      /^classifications_total\{label="account",needs_review="true"\} 1$/m,
{% endif %}      /^work_rejected_total\{reason="unavailable"\} 1$/m,
      /^work_queue_depth 0$/m,
      /^work_running 0$/m,
      /^process_cpu_seconds_total /m,
    ]) {
      assert.match(body, line);
    }
{% if values.ai == 'language-model' %}    const unavailable = log.find(({ msg }) => msg === 'the model is unavailable');
    assert.match(JSON.stringify(unavailable), /status 401/);
{% endif %}  });

  it('describes itself by OpenAPI', async () => {
    const document = (await app.inject('/openapi.json')).json<{
      openapi: string;
      info: unknown;
      paths: Record<string, Record<string, { tags: string[]; responses: object }>>;
      components: { schemas: Record<string, { properties: object }> };
    }>();
    assert.equal(document.openapi, '3.1.0');
    assert.deepEqual(document.info, {
      title: 'test',
      version: '1.2.3',
      description: 'A server of a test',
    });
    assert.deepEqual(Object.keys(document.paths), [
      '/livez',
      '/readyz',
      '/metrics',
      '/v1/${{ 'drafts' if values.ai == 'language-model' else 'classify' }}',
      '/v1/model',
    ]);
    const operation = document.paths['/v1/${{ 'drafts' if values.ai == 'language-model' else 'classify' }}']?.post;
    assert.deepEqual(operation?.tags, ['${{ 'drafts' if values.ai == 'language-model' else 'classification' }}']);
    assert.deepEqual(Object.keys(operation.responses), ['200', '400', '413', {% if values.ai == 'language-model' %}'422', {% endif %}'429', '500', '503']);
    const model = document.paths['/v1/model']?.get;
    assert.deepEqual(Object.keys(model?.responses ?? {}), [{% if values.ai == 'language-model' %}'200', '500'{% else %}'200', '500', '503'{% endif %}]);
    assert.doesNotMatch(JSON.stringify(document), /Default Response/);
    assert.deepEqual(Object.keys(document.components.schemas.Error?.properties ?? {}), [
      'statusCode',
      'error',
      'message',
    ]);
  });

  it('does not start with a module that would take unknown fields', async () => {
    const inner = Type.Object({ colour: Type.Optional(Type.String()) });
    const loose = (body: object) =>
      testServer({
        modules: [
          {
            name: 'loose',
            register: instance => {
              instance.addSchema({ $id: 'Loose', ...inner });
              instance.post('/v1/loose', { schema: { body } }, async () => '');
            },
          },
        ],
      });
    await assert.rejects(loose(inner), /POST \/v1\/loose takes unknown fields in body:/);
    await assert.rejects(loose({ $ref: 'Loose#' }), /unknown fields in body:/);
    await assert.rejects(
      loose(Type.Object({ items: Type.Array(inner) }, { additionalProperties: false })),
      /unknown fields in body\/items\/0:/,
    );
    const strict = await loose(Type.Object({}, { additionalProperties: false }));
    await strict.close();
  });
});
