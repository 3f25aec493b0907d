import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceProcess } from './serviceProcess.js';

// Each test has a process of its own; two at a time, since much of it is waiting.
describe('a service process', { concurrency: 2 }, () => {
  it('answers probes while it gets warm, and is ready when it is', async t => {
    const service = start(t, { TEST_START_MS: '1500' });
    const url = await service.url();
    assert.deepEqual(await readiness(url), [503, 'starting']);
    await service.logged('ready');
    assert.deepEqual(await readiness(url), [200, 'ready']);
  });

  it('finishes what runs, refuses what is new and exits with 0', async t => {
    const service = start(t);
    const url = await service.url();
    await service.logged('ready');
    // Clients open connections in advance; they must not hold up the end.
    const silent = connect(Number(new URL(url).port), '127.0.0.1');
    await once(silent, 'connect');
    const answer = work(url, 1000);
    await running(url);

    service.kill('SIGTERM');
    await service.logged('stopping');
    await refused(url);
    assert.deepEqual(await answer, { status: 200, body: { slept: 1000 } });
    assert.equal(await service.exit, 0);
    const messages = service.log.map(({ msg }) => msg);
    assert.deepEqual(messages.slice(-3), [
      'request completed',
      'gave back what it took',
      'stopped',
    ]);
  });

  it('still takes requests until the platform knows that it stops', async t => {
    const service = start(t, { SHUTDOWN_DELAY_MS: '1500' });
    const url = await service.url();
    await service.logged('ready');
    service.kill('SIGTERM');
    await service.logged('stopping');
    assert.deepEqual(await readiness(url), [503, 'stopping']);
    assert.equal((await work(url, 1)).status, 200);
    assert.equal(await service.exit, 0);
  });

  it('exits with 1 when running requests take too long', async t => {
    const service = start(t, { SHUTDOWN_TIMEOUT_MS: '300' });
    const url = await service.url();
    const cut = assert.rejects(work(url, 60_000, true));
    await running(url);
    service.kill('SIGTERM');
    assert.equal(await service.exit, 1);
    assert.equal(service.log.at(-1)?.msg, 'running requests did not finish in time');
    await cut;
  });

  it('exits at once when it is asked a second time', async t => {
    const service = start(t, { SHUTDOWN_DELAY_MS: '60000' });
    await service.logged('ready');
    service.kill('SIGTERM');
    await service.logged('stopping');
    service.kill('SIGTERM');
    assert.equal(await service.exit, 1);
  });

  it('gives up its start when it is asked to stop, and exits with 0', async t => {
    const service = start(t, { TEST_START_MS: '60000' });
    await service.url();
    service.kill('SIGINT');
    assert.equal(await service.exit, 0);
    assert.equal(service.log.at(-1)?.msg, 'stopped');
  });

  it('says why it could not start, and exits with 1', async t => {
    const service = start(t, { TEST_START_ERROR: 'the model is gone' });
    assert.match(JSON.stringify(await service.logged('could not start')), /the model is gone/);
    assert.equal(await service.exit, 1);
    assert.ok(!service.log.some(({ msg }) => msg === 'ready'));
  });

  it('says which port is taken', async t => {
    const first = start(t);
    const { port } = new URL(await first.url());
    const second = start(t, { PORT: port });
    assert.match(JSON.stringify(await second.logged('could not start')), /EADDRINUSE/);
    assert.equal(await second.exit, 1);
  });

  it('says which settings are wrong', async t => {
    const service = start(t, { PORT: 'eighty', LOG_LEVEL: 'loud' });
    const { problems } = await service.logged('the settings cannot be used');
    assert.equal((problems as string[]).length, 2);
    assert.equal(await service.exit, 1);
  });

  it('stops in order after an error that nobody handled', async t => {
    const service = start(t, { TEST_LATER_ERROR: 'forgotten' });
    assert.match(JSON.stringify(await service.logged('nobody handled')), /forgotten/);
    assert.equal(await service.exit, 1);
    assert.equal(service.log.at(-1)?.msg, 'stopped');
  });
});

function start(t: TestContext, env: NodeJS.ProcessEnv = {}): ServiceProcess {
  const service = new ServiceProcess(env);
  t.after(() => service.kill('SIGKILL'));
  return service;
}

async function readiness(url: string): Promise<[status: number, state: string]> {
  const response = await fetch(`${url}/readyz`);
  return [response.status, ((await response.json()) as { status: string }).status];
}

async function work(url: string, ms: number, stubborn = false) {
  const response = await fetch(`${url}/v1/sleep`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ms, stubborn }),
  });
  return { status: response.status, body: await response.json() };
}

/** Resolves when the server has work to do. */
async function running(url: string): Promise<void> {
  for (;;) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    if (/^work_running 1$/m.test(metrics)) {
      return;
    }
    await sleep(20);
  }
}

/** Resolves when the server takes no connections any more. */
async function refused(url: string): Promise<void> {
  for (;;) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    try {
      await once(socket, 'connect');
    } catch {
      return;
    } finally {
      socket.destroy();
    }
    await sleep(20);
  }
}
