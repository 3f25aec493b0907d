{%- set kept = 'calls' if values.ai == 'language-model' else 'classified' -%}
import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createIdempotencyStore } from '../../src/aws/index.js';
import type { Result } from '../../src/aws/index.js';
import { maxTextLength } from '../../src/core/index.js';
import { createQueueHandler } from '../../src/handlers/queueHandler.js';
import { context, observability, sqsEvent, startApplication } from '../support/functions.js';

const refund = JSON.stringify({ text: 'I was charged twice and would like a refund' });

describe('handler of the queue', () => {
  let application: Awaited<ReturnType<typeof startApplication>>;
  let results: Result[];

  before(async () => {
    application = await startApplication();
  });

  beforeEach(() => {
    application.${{ kept }}.length = 0;
    results = [];
  });

  /** Hands out batches, as SQS does, and returns the ids that were reported as failed. */
  function createQueue(parts: Partial<Parameters<typeof createQueueHandler>[0]> = {}) {
    const handle = createQueueHandler({
      ...observability,
      {% if values.ai == 'language-model' %}draft: (text, signal) => application.draft(text, signal){% else %}classification: application.classification{% endif %},
      results: { send: async result => void results.push(result) },
      idempotencyStore: createIdempotencyStore(undefined),
      requestTimeoutMs: 5000,
      ...parts,
    });
    return async (bodies: Record<string, string>) => {
      const { batchItemFailures } = await handle(sqsEvent(bodies), context());
      return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    };
  }

  const bad = {
    noJson: 'refund',
    noObject: '"refund"',
    nothing: 'null',
    noText: '{}',
    noString: '{"text": 1}',
    unknownField: '{"text": "refund", "id": "1"}',
    blank: '{"text": " "}',
    tooLong: JSON.stringify({ text: 'a'.repeat(maxTextLength + 1) }),
  };

  it('does the good messages, and reports the bad ones alone', async () => {
    const deliver = createQueue();
    const failed = await deliver({ first: refund, ...bad, last: refund });

    assert.deepEqual(failed, Object.keys(bad));
{% if values.ai == 'language-model' %}    assert.deepEqual(
      results.map(({ messageId, draft }) => [messageId, draft.draft.slice(0, 9), draft.calls]),
      ['first', 'last'].map(id => [id, 'Thank you', 1]),
    );
{% else %}    const classification = application.classified[0];
    assert.equal(classification?.label, 'billing');
    assert.deepEqual(results, [
      { messageId: 'first', classification },
      { messageId: 'last', classification },
    ]);
{% endif %}    assert.deepEqual(await createQueue()(bad), Object.keys(bad), 'a batch with no good message');
  });

  it('does a message once that is handed out twice, and a failed one again', async () => {
    const deliver = createQueue();
    await deliver({ first: refund, bad: bad.noJson });
    const failed = await deliver({ first: refund, bad: bad.noJson, second: refund });

    assert.deepEqual(failed, ['bad']);
    assert.deepEqual(
      results.map(({ messageId }) => messageId),
      ['first', 'second'],
    );
    assert.equal(application.${{ kept }}.length, 2);
  });

  it('does one of two concurrent duplicates, and leaves the other to be handed out again', async () => {
    const deliver = createQueue();
    const failed = await Promise.all([deliver({ first: refund }), deliver({ first: refund })]);

    assert.deepEqual(failed, [[], ['first']]);
    assert.equal(results.length, 1);
    assert.deepEqual(await deliver({ first: refund }), []);
    assert.equal(results.length, 1);
  });

  it('reports a message whose result could not be sent, so that it is done later', async () => {
    let broken = true;
    const send = async (result: Result) => {
      if (broken) {
        throw new Error('out of reach');
      }
      results.push(result);
    };
    const deliver = createQueue({ results: { send } });

    assert.deepEqual(await deliver({ first: refund }), ['first']);
    broken = false;
    assert.deepEqual(await deliver({ first: refund }), []);
    assert.deepEqual(
      results.map(({ messageId }) => messageId),
      ['first'],
    );
  });

  it('gives up a text that takes too long, and does the others', async () => {
    const deliver = createQueue({
      requestTimeoutMs: 50,
{% if values.ai == 'language-model' %}      draft: async (text, signal) => {
        if (text === 'slow') {
          await sleep(60_000, undefined, { signal });
        }
        return application.draft(text, signal);
      },
{% else %}      classification: {
        model: application.classification.model,
        classify: async (text, options) => {
          if (text === 'slow') {
            await sleep(60_000, undefined, options);
          }
          return application.classification.classify(text, options);
        },
      },
{% endif %}    });

    assert.deepEqual(await deliver({ slow: '{"text": "slow"}', quick: refund }), ['slow']);
    assert.deepEqual(
      results.map(({ messageId }) => messageId),
      ['quick'],
    );
  });
});
