import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  ClassificationService,
  ClassifierUnavailableError,
  maxTextLength,
} from '../../src/core/index.js';
import type { Classification } from '../../src/core/index.js';
import { createServer, Readiness } from '../../src/http/index.js';
import type { HttpServer } from '../../src/http/index.js';
import { batchModule } from '../../src/modules/batch/index.js';
import { createLogger } from '../../src/runtime/index.js';
import { service } from '../../src/settings.js';

describe('POST /v1/classify/batch', () => {
  const classified: string[] = [];
  let server: HttpServer;

  before(async () => {
    const classification = new ClassificationService(
      {
        model: { name: 'fake', version: '1.0.0', labels: ['long', 'short'] },
        warmUp: async () => {},
        scores: async text => {
          classified.push(text);
          if (text === 'outage') {
            throw new ClassifierUnavailableError('The model cannot answer now');
          }
          const long = text.length > 10 ? 0.9 : 0.2;
          return new Map([
            ['long', long],
            ['short', 1 - long],
          ]);
        },
      },
      { reviewBelow: 0.5 },
    );
    server = await createServer({
      info: service,
      logger: createLogger({ name: service.name, level: 'silent' }),
      readiness: new Readiness(),
      modules: [batchModule(classification)],
      limits: { concurrency: 1, queueLimit: 0, requestTimeoutMs: 1000 },
    });
  });

  after(() => server.close());

  const classify = (body: object) =>
    server.inject({ method: 'POST', url: '/v1/classify/batch', payload: body });

  it('answers in the order of the texts, and measures each of them', async () => {
    const response = await classify({
      texts: ['a text that is long', 'brief', 'one more that is long'],
    });
    assert.equal(response.statusCode, 200, response.body);
    const { classifications } = response.json<{ classifications: Classification[] }>();
    assert.deepEqual(
      classifications.map(({ label }) => label),
      ['long', 'short', 'long'],
    );
    assert.deepEqual(classifications[1]?.model, { name: 'fake', version: '1.0.0' });
    const { body: metrics } = await server.inject('/metrics');
    assert.match(metrics, /classifications_total\{label="long",needs_review="false"\} 2/);
  });

  it('takes as much as it promises, and no more', async () => {
    // Each character is six in JSON.
    const longest = '\u0001'.repeat(maxTextLength);
    assert.equal((await classify({ texts: Array(32).fill(longest) })).statusCode, 200);
    assert.equal((await classify({ texts: Array(33).fill('a text') })).statusCode, 400);
    assert.equal((await classify({ texts: ['x'.repeat(1024 * 1024)] })).statusCode, 413);
  });

  it('names the text that is wrong, and stops there', async () => {
    for (const [texts, message] of [
      [['fine', ''], /texts\/1/],
      [['fine', 'x'.repeat(maxTextLength + 1)], /texts\/1/],
      [['fine', ' \n', 'never reached'], /texts\/1: The text is empty/],
      [[], /texts/],
      [undefined, /texts/],
    ] as const) {
      const response = await classify({ texts });
      assert.equal(response.statusCode, 400, response.body);
      assert.match(response.json<{ message: string }>().message, message);
    }
    assert.ok(!classified.includes('never reached'));
  });

  it('fails as a whole when the model does', async () => {
    const response = await classify({ texts: ['outage', 'after the outage'] });
    assert.equal(response.statusCode, 503, response.body);
    assert.ok(!classified.includes('after the outage'));
  });
});
