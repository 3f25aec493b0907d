{%- set kept = 'calls' if values.ai == 'language-model' else 'classified' -%}
import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import { createIdempotencyStore } from '../../src/aws/index.js';
import { MemoryIdempotencyStore } from '../../src/aws/memoryIdempotencyStore.js';
import { ${{ 'maxTextLength, ModelUnavailableError' if values.ai == 'language-model' else 'ClassifierUnavailableError, maxTextLength' }} } from '../../src/core/index.js';
{% if values.ai == 'language-model' %}import { createDraftService } from '../../src/drafts.js';
{% endif %}import { createHttpHandler } from '../../src/handlers/httpHandler.js';
import { bodyLimit, ${{ 'createServer, draftsModule' if values.ai == 'language-model' else 'classificationModule, createServer' }}, Readiness } from '../../src/http/index.js';
import { readSettings } from '../../src/settings.js';
import {
  parseBody,
  context,
  httpEvent,
  logger,
  observability,
  startApplication,
} from '../support/functions.js';

const refund = JSON.stringify({ text: 'I was charged twice and would like a refund' });
const megabyte = 1024 * 1024;

describe('handler of the HTTP API', () => {
  let application: Awaited<ReturnType<typeof startApplication>>;
  let handle: ReturnType<typeof createHttpHandler>;

  before(async () => {
    application = await startApplication();
  });

  beforeEach(() => {
    application.${{ kept }}.length = 0;
    handle = createHttpHandler({
      ...observability,
      app: application.app,
      idempotencyStore: createIdempotencyStore(undefined),
    });
  });

  const send = (request: Parameters<typeof httpEvent>[0]) => handle(httpEvent(request), context());
  const sendKeyed = (key: string, body = refund, caller = 'caller') =>
    send({ body, caller, headers: { 'idempotency-key': key } });

  it('answers what the HTTP shell answers, plain or in base64', async () => {
    const invocation = context();
    const answer = await handle(httpEvent({ body: refund }), invocation);

    assert.equal(answer.statusCode, 200);
    assert.{% if values.ai == 'language-model' %}match(String(parseBody(answer).draft), /^Thank you/){% else %}equal(parseBody(answer).label, 'billing'){% endif %};
    assert.equal(answer.headers?.['x-request-id'], invocation.awsRequestId);
    assert.deepEqual(parseBody(await send({ body: refund, base64: true })), parseBody(answer));
{% if values.ai == 'language-model' %}    assert.equal(parseBody(await send({ path: '/v1/model' })).provider, 'stub');
{% else %}    assert.equal(
      parseBody(await send({ path: '/v1/model' })).name,
      application.classification.model.name,
    );
{% endif %}    assert.equal((await send({ path: '/readyz' })).statusCode, 200);
    assert.equal((await send({ path: '/unknown' })).statusCode, 404);
  });

  it('refuses bodies that are no request', async () => {
    for (const body of [
      '{',
      '{}',
      '{"text": 1}',
      '{"text": "a", "texts": []}',
      '{"text": " "}',
      '',
    ]) {
      const answer = await send({ body });
      assert.equal(answer.statusCode, 400, body);
      assert.deepEqual(Object.keys(parseBody(answer)), ['statusCode', 'error', 'message']);
    }
    assert.equal(application.${{ kept }}.length, 0);
  });

  it('takes the longest text in any encoding, and refuses larger bodies up to the limit of Lambda', async () => {
    const longest = JSON.stringify({ text: '{% if values.ai == 'language-model' %}x{% else %}\u0001{% endif %}'.repeat(maxTextLength) });
    const tooLong = JSON.stringify({ text: 'a'.repeat(maxTextLength + 1) });
    const padded = (bytes: number) => `${refund}${' '.repeat(bytes - refund.length)}`;

    assert.ok(longest.length < bodyLimit);
    assert.equal((await send({ body: longest })).statusCode, 200);
    assert.equal((await send({ body: tooLong })).statusCode, 400);
    assert.equal((await send({ body: padded(bodyLimit) })).statusCode, 200);
    assert.equal((await send({ body: padded(bodyLimit + 1) })).statusCode, 413);
    assert.equal((await send({ body: padded(6 * megabyte) })).statusCode, 413);
    assert.ok(JSON.stringify(await send({ body: longest })).length < 6 * megabyte);
  });

  it('answers a repeated key with the first answer, and ${{ 'drafts' if values.ai == 'language-model' else 'classifies' }} once', async () => {
    const first = await sendKeyed('key-1');
    const again = await sendKeyed('key-1');

    assert.equal(first.statusCode, 200);
    assert.equal(again.body, first.body);
    assert.deepEqual(again, {
      ...first,
      headers: { ...first.headers, 'idempotency-replayed': 'true' },
    });
    assert.equal(application.${{ kept }}.length, 1);
    // DynamoDB refuses to store what JSON would leave out.
    assert.deepEqual(JSON.parse(JSON.stringify(first)), first);
  });

  it('keeps keys and callers apart, and refuses a key with another body', async () => {
    await sendKeyed('key-1');
    await sendKeyed('key-2');
    await sendKeyed('key-1', refund, 'another-caller');
    assert.equal(application.${{ kept }}.length, 3);

    const other = await sendKeyed('key-1', JSON.stringify({ text: 'The app crashes' }));
    assert.equal(other.statusCode, 422);
    for (const key of ['', 'a'.repeat(256), 'schlüssel', 'two words']) {
      assert.equal((await sendKeyed(key)).statusCode, 400, key);
    }
    assert.equal(application.${{ kept }}.length, 3);
  });

  it('remembers a refusal too', async () => {
    assert.equal((await sendKeyed('key-1', '{}')).statusCode, 400);
    assert.equal((await sendKeyed('key-1', '{}')).headers?.['idempotency-replayed'], 'true');
  });

  it('works on one of two concurrent duplicates, and tells the other to wait', async () => {
    const answers = await Promise.all([sendKeyed('key-1'), sendKeyed('key-1')]);

    assert.deepEqual(
      answers.map(answer => answer.statusCode),
      [200, 409],
    );
    assert.equal(answers[1].headers?.['retry-after'], '1');
    assert.equal(application.${{ kept }}.length, 1);
    assert.equal((await sendKeyed('key-1')).body, answers[0].body);
  });

  it('remembers no answer that the next try may improve on', async () => {
    let tries = 0;
    const app = await createServer({
      info: { name: 'test', version: '1.0.0', description: 'test' },
      logger,
      readiness: new Readiness(),
      limits: readSettings({}),
      modules: [
{% if values.ai == 'language-model' %}        draftsModule({
          models: createDraftService(readSettings({})).models,
          draft: async (text, _observer, signal) => {
            tries += 1;
            if (tries === 1) {
              throw new ModelUnavailableError('not now');
            }
            return application.draft(text, signal);
          },
        }),
{% else %}        classificationModule({
          model: application.classification.model,
          classify: async (text, options) => {
            tries += 1;
            if (tries === 1) {
              throw new ClassifierUnavailableError('not now');
            }
            return application.classification.classify(text, options);
          },
        }),
{% endif %}      ],
    });
    const idempotencyStore = createIdempotencyStore(undefined);
    handle = createHttpHandler({ ...observability, app, idempotencyStore });

    assert.equal((await sendKeyed('key-1')).statusCode, 503);
    assert.equal((await sendKeyed('key-1')).statusCode, 200);
  });

  it('fails a request with a key, and no other, while the store is out of reach', async () => {
    class BrokenStore extends MemoryIdempotencyStore {
      protected override async _putRecord(): Promise<void> {
        throw new Error('out of reach');
      }
    }
    const idempotencyStore = new BrokenStore();
    handle = createHttpHandler({ ...observability, app: application.app, idempotencyStore });

    assert.equal((await sendKeyed('key-1')).statusCode, 503);
    assert.equal((await send({ body: refund })).statusCode, 200);
  });
});
