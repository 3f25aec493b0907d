import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ChatLanguageModel } from '../../src/adapters/chat/index.js';
import type { ChatLanguageModelOptions } from '../../src/adapters/chat/index.js';
import { languageModelContract } from '../contracts/languageModelContract.js';

type Answer = (response: ServerResponse, request: IncomingMessage) => unknown;

const event = (content: string, finishReason: string | null = null) =>
  `data: ${JSON.stringify({
    choices: [{ index: 0, delta: { content }, finish_reason: finishReason }],
  })}\n\n`;
const usage = (prompt: number, completion: number) =>
  `data: ${JSON.stringify({
    choices: [],
    usage: { prompt_tokens: prompt, completion_tokens: completion },
  })}\n\n`;
const stream =
  (...parts: string[]): Answer =>
  async response => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const part of parts) {
      response.write(part);
      await sleep(1);
    }
    response.end();
  };
const good = stream(event('Thank '), event('you', 'stop'), usage(12, 2), 'data: [DONE]\n\n');
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  response => response.writeHead(code, headers).end('{"error": "secret detail"}');

/** A provider whose answers a test gives, one after the other; the last one is repeated. */
async function startProvider(answers: Answer[]) {
  const requests: { url?: string; headers: IncomingHttpHeaders; body: string }[] = [];
  let closed = 0;
  const server = createServer((request, response) => {
    response.on('close', () => (closed += 1));
    void readText(request).then(body => {
      requests.push({ url: request.url ?? '', headers: request.headers, body });
      return (answers.length > 1 ? answers.shift() : answers[0])?.(response, request);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    closed: () => closed,
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

const options = (url: string, changes: Partial<ChatLanguageModelOptions> = {}) => ({
  url,
  apiKey: 'key-1',
  provider: 'test',
  model: 'model-2026-01-01',
  tokenTimeoutMs: 2000,
  timeoutMs: 5000,
  firstDelayMs: 1,
  maxDelayMs: 2,
  ...changes,
});

languageModelContract('ChatLanguageModel', async () => {
  const words = Array.from({ length: 20 }, () => event('word '));
  const provider = await startProvider([
    stream(...words, event('end', 'stop'), usage(20, 21), 'data: [DONE]\n\n'),
  ]);
  return { model: new ChatLanguageModel(options(provider.url)), close: () => provider.close() };
});

describe('ChatLanguageModel', () => {
  let answers: Answer[];
  let provider: Awaited<ReturnType<typeof startProvider>>;

  beforeEach(async () => {
    answers = [];
    provider = await startProvider(answers);
  });
  afterEach(() => provider.close());

  const request = { system: 'Be brief.', user: 'A ticket', maxOutputTokens: 50 };
  const ask = (
    model = new ChatLanguageModel(options(provider.url)),
    signal = new AbortController().signal,
  ) => model.complete(request, signal);
  const fails = async (message: RegExp, model?: ChatLanguageModel) => {
    await assert.rejects(ask(model), (error: Error) => {
      assert.equal(error.name, 'ModelUnavailableError');
      assert.match(error.message, message);
      assert.doesNotMatch(JSON.stringify([error.message, error.cause]), /secret|key-1|A ticket/);
      return true;
    });
  };

  it('sends what the protocol needs, and reads text and usage', async () => {
    answers.push(good);
    assert.deepEqual(await ask(), {
      text: 'Thank you',
      inputTokens: 12,
      outputTokens: 2,
      finishReason: 'stop',
    });
    const [{ url, headers, body } = assert.fail()] = provider.requests;
    assert.equal(url, '/v1/chat/completions');
    assert.equal(headers.authorization, 'Bearer key-1');
    assert.deepEqual(JSON.parse(body), {
      model: 'model-2026-01-01',
      max_tokens: 50,
      stream: true,
      stream_options: { include_usage: true },
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'A ticket' },
      ],
    });
  });

  it('leaves out what Mistral refuses, and counts by itself when nobody does', async () => {
    answers.push(stream(event('Thank you', 'stop'), 'data: [DONE]\n\n'));
    const url = `${provider.url}/`;
    const mistral = new ChatLanguageModel(
      options(url, { provider: 'mistral', apiKey: undefined }),
    );
    const { inputTokens, outputTokens } = await ask(mistral);
    assert.deepEqual([inputTokens, outputTokens], [5, 3]);
    const [{ headers, body } = assert.fail()] = provider.requests;
    assert.equal(headers.authorization, undefined);
    assert.doesNotMatch(body, /stream_options/);
  });

  it('reads events however they are cut, with comments and other lines', async () => {
    const bytes = `\ufeff${event('Thänk ')}: hello\r\nevent: x\r\n${event('you 🎫', 'stop')}data: [DONE]\n\n`;
    answers.push(async response => {
      response.writeHead(200);
      for (const byte of Buffer.from(bytes)) {
        response.write(Buffer.from([byte]));
        await new Promise(resolve => setImmediate(resolve));
      }
      response.end();
    });
    assert.equal((await ask()).text, 'Thänk you 🎫');
  });

  it('stops reading at the limit, and lets go of a model that never ends', async () => {
    answers.push(async response => {
      response.writeHead(200);
      while (!response.destroyed) {
        response.write(event('more and more '));
        await sleep(1);
      }
    });
    const { finishReason, outputTokens } = await ask();
    assert.equal(finishReason, 'length');
    assert.ok(outputTokens > 50 && outputTokens < 60);
    for (let tries = 0; provider.closed() === 0; tries++) {
      assert.ok(tries < 200, 'the connection stays open');
      await sleep(10);
    }
  });

  it('reads no line and no stream that is longer than any answer', async () => {
    for (const part of [`data: ${'x'.repeat(70_000)}`, `: ${'x'.repeat(1000)}\n`.repeat(1100)]) {
      answers.length = 0;
      answers.push(stream(part));
      await fails(/cannot be reached, or gives no answer/);
    }
  });

  it('tries again what may succeed in a moment', async () => {
    answers.push(status(503), status(429, { 'retry-after': '0' }), good);
    assert.equal((await ask()).text, 'Thank you');
    assert.equal(provider.requests.length, 3);
  });

  it('does not try again what will not, nor longer than it has time', async () => {
    for (const [answer, message] of [
      [status(401), /status 401/],
      [status(429, { 'retry-after': '60' }), /status 429/],
    ] as const) {
      answers.length = 0;
      answers.push(answer);
      await fails(message);
    }
    assert.equal(provider.requests.length, 2);
  });

  it('follows no redirect, so that key and ticket stay where they belong', async () => {
    answers.push(status(302, { location: `${provider.url}/elsewhere` }));
    await fails(/status 302/);
    assert.deepEqual(provider.requests.map(({ url }) => url), ['/v1/chat/completions']);
  });

  it('reads events without a choice or a usable usage', async () => {
    const others = ['{"id": 1}', '{"choices": null, "usage": null}', '{"usage": {"prompt_tokens": 3}}'];
    answers.push(stream(...others.map(data => `data: ${data}\n\n`), event('Thank you', 'stop')));
    const { text, outputTokens } = await ask();
    assert.deepEqual([text, outputTokens], ['Thank you', 3]);
  });

  it('gives up a model that is silent, slow or breaks off', async () => {
    const noted = (outputTokens: number) => ({ name: 'ModelUnavailableError', outputTokens });
    answers.push(response => response.writeHead(200).flushHeaders());
    const silent = new ChatLanguageModel(options(provider.url, { tokenTimeoutMs: 300 }));
    await assert.rejects(ask(silent), { ...noted(0), message: /no token for 300 ms/ });

    answers.length = 0;
    answers.push(response => response.writeHead(200).write(event('one')));
    await assert.rejects(ask(silent), { ...noted(1), message: /no token for 300 ms/ });

    answers.length = 0;
    answers.push(response => response.writeHead(200).write(event('one')));
    const slow = new ChatLanguageModel(options(provider.url, { timeoutMs: 100 }));
    await fails(/did not answer in time/, slow);

    answers.length = 0;
    answers.push(stream(event('one')));
    await assert.rejects(ask(), noted(1));
    assert.equal(provider.requests.length, 4, 'what has been paid for is not asked for again');
  });

  it('passes an event on neither as answer nor as error when it is not as agreed', async () => {
    for (const data of ['secret', '{"error": {"message": "secret"}}', '{"choices": [{"delta": 1}]}']) {
      answers.length = 0;
      answers.push(stream(`data: ${data}\n\n`));
      await fails(/no answer that can be read/);
    }
  });

  for (const [failure, answer] of [
    ['fails', status(500)],
    ['stops in the middle', response => response.writeHead(200).write(event('one'))],
  ] as [string, Answer][]) {
    it(`leaves a model alone that ${failure} in a row, until it has had time`, async () => {
      answers.push(answer);
      const model = new ChatLanguageModel(
        options(provider.url, { tokenTimeoutMs: 500, breakerFailures: 2, breakerResetMs: 300 }),
      );
      await fails(/status 500|no token/, model);
      await fails(/status 500|no token/, model);
      await fails(/left alone/, model);
      assert.equal(provider.requests.length, 2);
      answers[0] = good;
      await sleep(350);
      assert.equal((await ask(model)).text, 'Thank you');
    });
  }

  it('keeps retries to a tenth of the calls, after the first ten', async () => {
    answers.push(status(503));
    const model = new ChatLanguageModel(options(provider.url, { breakerFailures: 1000 }));
    for (let call = 0; call < 105; call++) {
      await fails(/status 503/, model);
    }
    const retries = provider.requests.length - 105;
    assert.ok(retries >= 19 && retries <= 21, String(retries));
  });

  it('stops when the caller does', async () => {
    answers.push(response => response.writeHead(200).write(event('one')));
    const leave = new AbortController();
    const answer = ask(undefined, leave.signal);
    await sleep(50);
    leave.abort(new Error('gone'));
    await assert.rejects(answer, /gone/);
  });
});
