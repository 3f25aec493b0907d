import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { pino } from 'pino';
import { createApp } from '../src/app.js';
import type { Classification } from '../src/core/index.js';
import type { HttpServer } from '../src/http/index.js';
import { readSettings } from '../src/settings.js';

const billing = 'I was charged twice and would like a refund';
const logger = pino({ level: 'silent' });

async function startApp(env: NodeJS.ProcessEnv): Promise<HttpServer> {
  const application = await createApp(readSettings(env), logger);
  await application.start({ signal: new AbortController().signal });
  application.readiness.ready();
  return application.app;
}

async function post<T>(app: HttpServer, url: string, body: object): Promise<T> {
  const response = await app.inject({ method: 'POST', url, body });
  assert.ok(response.statusCode < 300, response.body);
  return response.json<T>();
}

/** The way of a ticket through all modules. */
async function followTicket(app: HttpServer): Promise<void> {
  assert.equal((await app.inject('/readyz')).statusCode, 200);
  const ticket = await post<{ id: string; label: string; queue: string }>(app, '/v1/tickets', {
    text: billing,
  });
  assert.equal(ticket.label, 'billing');
  assert.equal(ticket.queue, 'finance');

  const feedback = { ticketId: ticket.id, label: 'technical' };
  await post(app, '/v1/feedback', feedback);
  const moved = (await app.inject(`/v1/tickets/${ticket.id}`)).json<typeof ticket>();
  assert.equal(moved.queue, 'product-support');

  const report = (await app.inject('/v1/feedback/report')).json<{ mistakes: unknown[] }>();
  assert.deepEqual(report.mistakes, [{ predicted: 'billing', label: 'technical', count: 1 }]);

  const unknown = await app.inject({
    method: 'POST',
    url: '/v1/feedback',
    body: { ...feedback, ticketId: 'nobody-knows' },
  });
  assert.equal(unknown.statusCode, 404);
}

describe('the service', () => {
  let app: HttpServer;

  before(async () => {
    app = await startApp({});
  });

  after(() => app.close());

  it('is not ready, and classifies nothing, before the model is warm', async () => {
    const cold = await createApp(readSettings({}), logger);
    assert.equal((await cold.app.inject('/readyz')).statusCode, 503);
    const answer = await cold.app.inject({
      method: 'POST',
      url: '/v1/tickets',
      body: { text: billing },
    });
    assert.equal(answer.statusCode, 503);
    await cold.app.close();
  });

  it('leads a ticket through all modules', () => followTicket(app));

  it('does the same when another instance has the model', async () => {
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    const caller = await startApp({ CLASSIFIER_URL: address });
    await followTicket(caller);
    const ofBoth = await Promise.all(
      [app, caller].map(one => post<Classification>(one, '/v1/classify', { text: billing })),
    );
    assert.deepEqual(ofBoth[1], ofBoth[0]);
    await caller.close();
  });
});
