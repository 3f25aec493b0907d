import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Classification } from '../../src/core/index.js';
import type { HttpServer } from '../../src/http/index.js';
import {
  InMemoryTicketRepository,
  TicketService,
  ticketsModule,
} from '../../src/modules/tickets/index.js';
import type { Ticket } from '../../src/modules/tickets/index.js';
import { moduleServer } from './moduleServer.js';

/** Says what the first word of a text says, so that a test decides; "unsure" in the text makes it so. */
const classifier = {
  classify: async (text: string): Promise<Classification> => {
    const label = text.split(' ')[0] ?? '';
    const needsReview = text.includes('unsure');
    return {
      label,
      confidence: needsReview ? 0.4 : 0.9,
      needsReview,
      scores: [{ label, score: needsReview ? 0.4 : 0.9 }],
      model: { name: 'fake', version: '3.0.0' },
    };
  },
};

async function submit(app: HttpServer, text: string): Promise<Ticket> {
  const response = await app.inject({ method: 'POST', url: '/v1/tickets', body: { text } });
  assert.equal(response.statusCode, 201, response.body);
  return response.json();
}

function ticketServer(capacity = 100): Promise<HttpServer> {
  const service = new TicketService(new InMemoryTicketRepository({ capacity }));
  return moduleServer(ticketsModule(service, classifier));
}

describe('tickets', () => {
  for (const { text, queue, priority, needsReview } of [
    { text: 'billing', queue: 'finance', priority: 'normal', needsReview: false },
    { text: 'technical', queue: 'product-support', priority: 'high', needsReview: false },
    { text: 'account', queue: 'customer-accounts', priority: 'high', needsReview: false },
    { text: 'account unsure', queue: 'triage', priority: 'high', needsReview: true },
    { text: 'gardening', queue: 'triage', priority: 'normal', needsReview: true },
  ]) {
    it(`sends "${text}" to ${queue}`, async () => {
      const app = await ticketServer();
      const ticket = await submit(app, text);
      assert.deepEqual(
        { queue: ticket.queue, priority: ticket.priority, needsReview: ticket.needsReview },
        { queue, priority, needsReview },
      );
    });
  }

  it('says where a new ticket is, and finds it there', async () => {
    const app = await ticketServer();
    const created = await app.inject({
      method: 'POST',
      url: '/v1/tickets',
      body: { text: 'billing again' },
    });
    const ticket: Ticket = created.json();
    assert.equal(created.headers.location, `/v1/tickets/${ticket.id}`);
    assert.deepEqual(ticket.classification, {
      label: 'billing',
      confidence: 0.9,
      model: { name: 'fake', version: '3.0.0' },
    });
    const found = await app.inject(`/v1/tickets/${ticket.id}`);
    assert.deepEqual(found.json(), ticket);
  });

  it('does not find what is not there', async () => {
    const app = await ticketServer();
    const response = await app.inject('/v1/tickets/nothing');
    assert.equal(response.statusCode, 404);
    assert.equal(response.json<{ message: string }>().message, 'There is no ticket nothing');
  });

  it('names the field that it cannot take', async () => {
    const app = await ticketServer();
    for (const [url, body, field] of [
      ['/v1/tickets', {}, /body must have required property 'text'/],
      ['/v1/tickets', { text: 'billing', priority: 'high' }, /body\/priority/],
    ] as const) {
      const response = await app.inject({ method: 'POST', url, body });
      assert.equal(response.statusCode, 400);
      assert.match(response.json<{ message: string }>().message, field);
    }
    for (const query of ['limit=0', 'limit=101', 'limit=many']) {
      const response = await app.inject(`/v1/tickets?${query}`);
      assert.equal(response.statusCode, 400, query);
      assert.match(response.json<{ message: string }>().message, /limit/);
    }
  });

  it('lists page by page, newest first, and stays in place while tickets come in', async () => {
    const app = await ticketServer();
    for (const text of ['billing 1', 'technical 1', 'billing 2', 'billing 3']) {
      await submit(app, text);
    }
    const page = async (query: string) => {
      const response = await app.inject(`/v1/tickets?queue=finance&${query}`);
      assert.equal(response.statusCode, 200, response.body);
      const { items, nextCursor } = response.json<{ items: Ticket[]; nextCursor?: string }>();
      return { texts: items.map(({ text }) => text), nextCursor };
    };
    const first = await page('limit=2');
    assert.deepEqual(first.texts, ['billing 3', 'billing 2']);
    await submit(app, 'billing 4');
    const second = await page(`limit=2&cursor=${first.nextCursor}`);
    assert.deepEqual(second, { texts: ['billing 1'], nextCursor: undefined });
    assert.deepEqual((await page('cursor=gone')).texts, []);
  });

  it('keeps the newest tickets only', async () => {
    const app = await ticketServer(2);
    const oldest = await submit(app, 'billing 1');
    await submit(app, 'billing 2');
    const newest = await submit(app, 'billing 3');
    assert.equal((await app.inject(`/v1/tickets/${oldest.id}`)).statusCode, 404);
    assert.equal((await app.inject(`/v1/tickets/${newest.id}`)).statusCode, 200);
    const list = (await app.inject('/v1/tickets')).json<{ items: Ticket[] }>();
    assert.equal(list.items.length, 2);
  });

  it('sends a ticket on when a person says what it is about, and remembers what the model said', async () => {
    const service = new TicketService(new InMemoryTicketRepository({ capacity: 10 }));
    const { id } = await service.submit('billing unsure', classifier.classify);
    await service.relabel(id, 'technical');
    const { label, queue, needsReview, classification } = await service.get(id);
    assert.deepEqual(
      { label, queue, needsReview, predicted: classification.label },
      { label: 'technical', queue: 'product-support', needsReview: false, predicted: 'billing' },
    );
  });

  it('asks the AI core in the bounded queue, and measures it', async () => {
    const app = await ticketServer();
    await submit(app, 'billing');
    const metrics = await app.inject('/metrics');
    assert.match(metrics.body, /classifications_total\{label="billing",needs_review="false"\} 1/);
  });
});
