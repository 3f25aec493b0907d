import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { pino } from 'pino';
import { HttpTextClassifier } from '../../src/adapters/http/index.js';
import type { HttpTextClassifierOptions } from '../../src/adapters/http/index.js';
import { OnnxTextClassifier } from '../../src/adapters/onnx/index.js';
import {
  ClassificationService,
  ClassifierUnavailableError,
  InvalidTextError,
} from '../../src/core/index.js';
import { classificationModule, createServer, Readiness } from '../../src/http/index.js';
import { textClassifierContract } from '../contracts/textClassifierContract.js';
import { modelDirectory } from '../support/paths.js';

textClassifierContract('HttpTextClassifier, against the API of this service', async () => {
  const onnx = new OnnxTextClassifier(modelDirectory);
  await onnx.warmUp();
  const server = await createServer({
    info: { name: 'remote', version: '1.0.0', description: 'has the model' },
    logger: pino({ level: 'silent' }),
    readiness: new Readiness(),
    modules: [classificationModule(new ClassificationService(onnx, { reviewBelow: 0.5 }))],
    limits: { concurrency: 4, queueLimit: 64, requestTimeoutMs: 5000 },
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  // Many texts at once on a busy machine are slow, which is not what the contract is about.
  const timeouts = { attemptTimeoutMs: 10_000, timeoutMs: 20_000 };
  return { classifier: new HttpTextClassifier({ url, ...timeouts }), close: () => server.close() };
});

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  response => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
const failure = (status: number, headers?: Record<string, string>) =>
  json(status, { statusCode: status, error: 'Error', message: `status ${status}` }, headers);
const model = json(200, { name: 'remote', version: '1.0.0', labels: ['a', 'b'] });
const scores = [
  { label: 'b', score: 0.75 },
  { label: 'a', score: 0.25 },
];
const classification = json(200, {
  label: 'b',
  confidence: 0.75,
  needsReview: false,
  scores,
  model: { name: 'remote', version: '1.0.0' },
});

describe('HttpTextClassifier, against a service that fails', () => {
  let url: string;
  let close: () => Promise<void>;
  let answers: Answer[];
  let requests: number;

  beforeEach(async () => {
    answers = [];
    requests = 0;
    const server = createHttpServer((request, response) => {
      request.resume();
      requests += 1;
      (answers.shift() ?? failure(418))(response, request);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = () =>
      new Promise(resolve => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      });
  });
  afterEach(() => close());

  /** A warm classifier with short pauses, and the answers that its next requests get. */
  async function classifier(
    next: Answer[],
    options: Partial<HttpTextClassifierOptions> = {},
  ): Promise<HttpTextClassifier> {
    answers = [model];
    const warm = new HttpTextClassifier({ url, firstDelayMs: 1, maxDelayMs: 2, ...options });
    await warm.warmUp();
    answers = next;
    requests = 0;
    return warm;
  }

  const unavailable = (message: RegExp) => (error: Error) => {
    assert.ok(error instanceof ClassifierUnavailableError, error.stack);
    assert.match(error.message, message);
    assert.ok(error.cause instanceof Error);
    return true;
  };

  it('sends again what failed for now', async () => {
    for (const status of [429, 502, 503, 504]) {
      const warm = await classifier([failure(status), failure(status), classification]);
      assert.deepEqual(
        [...(await warm.scores('text'))],
        [
          ['a', 0.25],
          ['b', 0.75],
        ],
      );
      assert.equal(requests, 3);
    }
    const warm = await classifier([response => response.destroy(), classification]);
    assert.equal((await warm.scores('text')).size, 2);
  });

  it('gives up after some tries', async () => {
    const warm = await classifier(
      Array.from({ length: 9 }, () => failure(503)),
      { retries: 3 },
    );
    await assert.rejects(warm.scores('text'), unavailable(/status 503/));
    assert.equal(requests, 4);
  });

  it('sends nothing again that would fail again', async () => {
    let warm = await classifier([json(400, { message: 'The text is empty' })]);
    await assert.rejects(warm.scores(' '), (error: Error) => {
      assert.ok(error instanceof InvalidTextError);
      assert.equal(error.message, 'The text is empty');
      return true;
    });
    for (const status of [401, 404, 500]) {
      warm = await classifier([failure(status), classification]);
      await assert.rejects(warm.scores('text'), unavailable(new RegExp(`status ${status}`)));
      assert.equal(requests, 1);
    }
    warm = await classifier(
      [response => response.writeHead(307, { location: `${url}/elsewhere` }).end()],
      { retries: 0 },
    );
    await assert.rejects(warm.scores('text'), unavailable(/cannot be reached/));
    assert.equal(requests, 1);
  });

  it('waits as long as Retry-After asks for, but no longer than it has time', async () => {
    let warm = await classifier([failure(429, { 'retry-after': '1' }), classification]);
    const start = performance.now();
    await warm.scores('text');
    assert.ok(performance.now() - start >= 990);

    warm = await classifier([failure(503, { 'retry-after': '60' }), classification]);
    await assert.rejects(warm.scores('text'), unavailable(/status 503/));
    assert.equal(requests, 1);
  });

  it('gives up on a try that takes too long, and on all of them together', async () => {
    const silence: Answer = () => undefined;
    let warm = await classifier([silence, classification], { attemptTimeoutMs: 50 });
    assert.equal((await warm.scores('text')).size, 2);
    assert.equal(requests, 2);

    warm = await classifier([silence, silence, silence], { attemptTimeoutMs: 50, retries: 1 });
    await assert.rejects(warm.scores('text'), unavailable(/did not answer within 50 ms/));

    warm = await classifier([silence], { attemptTimeoutMs: 5000, timeoutMs: 50 });
    await assert.rejects(warm.scores('text'), unavailable(/did not answer in time/));
  });

  it('leaves a service alone that failed too often, and tries it again later', async t => {
    const breakerResetMs = 60_000;
    const warm = await classifier(
      Array.from({ length: 4 }, () => failure(503)),
      { retries: 1, breakerFailures: 4, breakerResetMs },
    );
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
    await assert.rejects(warm.scores('text'), unavailable(/status 503/));
    await assert.rejects(warm.scores('text'), unavailable(/status 503/));
    await assert.rejects(warm.scores('text'), unavailable(/left alone/));
    assert.equal(requests, 4);

    t.mock.timers.tick(breakerResetMs);
    const caller = new AbortController();
    answers = [
      () => {
        caller.abort(new Error('no answer'));
      },
    ];
    await assert.rejects(warm.scores('text', { signal: caller.signal }), /no answer/);
    assert.equal(requests, 5);
    await assert.rejects(warm.scores('text'), unavailable(/left alone/));
    assert.equal(requests, 5, 'a trial without an answer shows nothing');

    t.mock.timers.tick(breakerResetMs);
    answers = [classification];
    assert.equal((await warm.scores('text')).size, 2);
    assert.equal(requests, 6);
  });

  it('does not take a busy service, a bad text or an impatient caller for an outage', async () => {
    const options = { retries: 0, breakerFailures: 1 };
    const hangUp = new AbortController();
    const warm = await classifier(
      [
        failure(429),
        json(400, { message: 'too long' }),
        () => {
          hangUp.abort(new Error('hung up'));
        },
        classification,
      ],
      options,
    );
    await assert.rejects(warm.scores('text'), unavailable(/status 429/));
    await assert.rejects(warm.scores('text'), InvalidTextError);
    await assert.rejects(warm.scores('text', { signal: hangUp.signal }), /hung up/);
    assert.equal((await warm.scores('text')).size, 2);
  });

  it('does not wait for a pause to end when the caller goes away', async () => {
    const warm = await classifier([failure(503, { 'retry-after': '1' })]);
    const start = performance.now();
    const signal = AbortSignal.timeout(50);
    await assert.rejects(warm.scores('text', { signal }), { name: 'TimeoutError' });
    assert.ok(performance.now() - start < 900);
  });

  it('says what is wrong with an answer that is not as agreed', async () => {
    const named = { name: 'remote', version: '1.0.0' };
    for (const [body, message] of [
      ['{', /cannot be read/],
      [JSON.stringify({ scores: [], model: named }), /\/scores must not have fewer than 1 items/],
      [
        JSON.stringify({ scores: [{ label: 'a', score: 7 }], model: named }),
        /\/scores\/0\/score must be <= 1/,
      ],
      [JSON.stringify({ scores }), /must have required properties model/],
    ] as const) {
      const warm = await classifier([response => response.end(body)]);
      await assert.rejects(warm.scores('text'), unavailable(message));
      assert.equal(requests, 1);
    }
  });

  it('notices when the service has a new model', async () => {
    const warm = await classifier([
      json(200, {
        scores: [...scores, { label: 'c', score: 0 }],
        model: { name: 'remote', version: '2.0.0' },
      }),
    ]);
    assert.deepEqual([...(await warm.scores('text')).keys()], ['a', 'b', 'c']);
    assert.deepEqual(warm.model, { name: 'remote', version: '2.0.0', labels: ['a', 'b', 'c'] });
  });

  it('waits for a service that starts later, but not for ever', async () => {
    const options = { url, firstDelayMs: 1, maxDelayMs: 2 };
    const warm = new HttpTextClassifier(options);
    answers = [...Array.from({ length: 10 }, () => failure(503)), model];
    await warm.warmUp();
    assert.equal(warm.model.version, '1.0.0');

    answers = Array.from({ length: 1000 }, () => failure(503));
    const never = new HttpTextClassifier({ ...options, warmUpTimeoutMs: 50 });
    await assert.rejects(never.warmUp(), unavailable(/in time/));
  });

  it('refuses what is no address of a service', () => {
    for (const wrong of ['classifier:8080', '', 'file:///etc/hosts']) {
      assert.throws(() => new HttpTextClassifier({ url: wrong }), /is no URL of http or https/);
    }
  });
});
