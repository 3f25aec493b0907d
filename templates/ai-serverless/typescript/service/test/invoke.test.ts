import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { maxTextLength } from '../src/core/index.js';
import { root } from './support/paths.js';
import { httpEvent, sqsEvent } from './support/functions.js';

const secret = 'Mrs-Example-of-Sample-Street';

describe('npm run invoke', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'events-'));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  async function invoke(events: object[]) {
    const files = await Promise.all(
      events.map(async (event, index) => {
        const file = path.join(folder, `${index}.json`);
        await writeFile(file, JSON.stringify(event));
        return file;
      }),
    );
    // Everything that the handlers can log.
    const env = {
      ...process.env,
      LOG_LEVEL: 'trace',
      POWERTOOLS_LOG_LEVEL: 'TRACE',
      POWERTOOLS_METRICS_DISABLED: 'false',
    };
    return promisify(execFile)(process.execPath, ['scripts/invoke.mjs', ...files], {
      cwd: root,
      env,
    });
  }

  it('prints the answers, and no text of a user is in the logs', async () => {
    const text = JSON.stringify({ text: `I was charged twice, ${secret}` });
    const tooLong = JSON.stringify({ text: secret.repeat(maxTextLength) });
    const { stdout, stderr } = await invoke([
      httpEvent({ body: text, headers: { 'idempotency-key': 'key-1' } }),
      httpEvent({ body: text, headers: { 'idempotency-key': 'key-1' } }),
      httpEvent({ body: `{"text": "${secret}` }),
      httpEvent({ body: tooLong }),
      httpEvent({ body: `{"text": "a", "${secret}": 1}` }),
      sqsEvent({
        good: text,
        noJson: secret,
        cut: `{"text": "${secret}`,
        unknown: `{"${secret}": 1}`,
        tooLong,
      }),
    ]);
    const answers = stdout
      .split(/\n(?=\{)/)
      .map(part => (JSON.parse(part) as { answer: Record<string, unknown> }).answer);

    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      [200, 200, 400, 413, 400, undefined],
    );
    assert.equal((answers[1]?.headers as Record<string, string>)['idempotency-replayed'], 'true');
    assert.deepEqual(
      answers[5]?.batchItemFailures,
      ['noJson', 'cut', 'unknown', 'tooLong'].map(itemIdentifier => ({ itemIdentifier })),
    );
    assert.ok(!stderr.includes(secret), stderr);
    assert.equal([...stderr.matchAll(/"message":"message failed"/g)].length, 4);
{% if values.ai == 'language-model' %}    assert.match(stderr, /"result":\{"messageId":"good","draft":\{"draft":"Thank you/);
    assert.match(stderr, /"ModelCalls":1/);
    assert.match(stderr, /"OutputTokens":[1-9]/);
    assert.match(stderr, /"CostUsd":0/);
{% else %}    assert.match(stderr, /"result":\{"messageId":"good","classification":\{"label":"billing"/);
    assert.match(stderr, /"Classifications":1/);
{% endif %}  });

  it('says which events it knows', async () => {
    await assert.rejects(
      invoke([{ Records: [{ eventSource: 'aws:s3' }] }]),
      /neither an event of an HTTP API/,
    );
  });
});
