import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpServer, WorkLimits } from '../../src/http/index.js';
import { sleepModule, testServer } from './support.js';

// Over real sockets: a caller that goes away is a connection that closes.
describe('bounded work', () => {
  let app: HttpServer;
  let url: string;
  let module: ReturnType<typeof sleepModule>;

  const start = async (limits: Partial<WorkLimits>) => {
    module = sleepModule();
    app = await testServer({ modules: [module], limits });
    url = await app.listen({ host: '127.0.0.1', port: 0 });
  };

  const work = async (body: { ms: number; stubborn?: boolean }, signal?: AbortSignal) => {
    const response = await fetch(`${url}/v1/sleep`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    });
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      body: (await response.json()) as { slept?: number; message?: string },
    };
  };

  const metric = async (name: string) => {
    const text = await (await fetch(`${url}/metrics`)).text();
    const line = text.split('\n').find(candidate => candidate.startsWith(`${name} `));
    return line === undefined ? undefined : Number(line.slice(name.length + 1));
  };

  const until = async (name: string, value: number) => {
    for (let tries = 0; (await metric(name)) !== value; tries++) {
      assert.ok(tries < 200, `${name} is ${await metric(name)} and not ${value}`);
      await sleep(10);
    }
  };

  afterEach(() => app.close());

  it('runs some at a time, lets some wait, and refuses the rest at once', async () => {
    await start({ concurrency: 2, queueLimit: 1 });
    const leave = new AbortController();
    const running = [work({ ms: 60_000 }, leave.signal), work({ ms: 60_000 }, leave.signal)];
    await until('work_running', 2);
    const waiting = work({ ms: 1 });
    await until('work_queue_depth', 1);

    const refused = await work({ ms: 1 });
    assert.equal(refused.status, 429);
    assert.equal(refused.retryAfter, '1');
    assert.match(String(refused.body.message), /try again later/);
    assert.equal(await metric('work_rejected_total{reason="full"}'), 1);
    const probe = await fetch(`${url}/livez`);
    assert.deepEqual(await probe.json(), { status: 'ok' }, 'probes do not wait in the queue');

    leave.abort();
    await Promise.allSettled(running);
    assert.deepEqual((await waiting).body, { slept: 1 });
    await until('work_running', 0);
  });

  it('stops the work of a caller that went away', async () => {
    await start({ concurrency: 1 });
    const leave = new AbortController();
    const running = work({ ms: 60_000 }, leave.signal);
    await until('work_running', 1);
    assert.equal(module.aborted, 0);

    leave.abort();
    await assert.rejects(running, { name: 'AbortError' });
    await until('work_running', 0);
    assert.equal(module.aborted, 1);
    assert.equal(await metric('work_rejected_total{reason="caller-gone"}'), 1);
    assert.deepEqual((await work({ ms: 1 })).body, { slept: 1 });
    assert.equal(module.aborted, 1, 'who waited for the answer did not go away');
  });

  it('answers in time, and gives the slot of a task to the next only when it has stopped', async () => {
    await start({ concurrency: 1, queueLimit: 1, requestTimeoutMs: 100 });
    const late = await work({ ms: 1_000, stubborn: true });
    assert.equal(late.status, 503);
    assert.equal(late.retryAfter, '1');
    assert.match(String(late.body.message), /within 100 ms/);
    assert.equal(module.aborted, 1, 'the task is asked to stop');
    assert.equal(await metric('work_running'), 1, 'the caller does not wait for the task, which still counts');

    assert.equal((await work({ ms: 1 })).status, 503, 'the time in the queue counts too');
    assert.equal(await metric('work_rejected_total{reason="timeout"}'), 2);
    await until('work_running', 0);
    assert.equal((await work({ ms: 1 })).status, 200);
  });
});
