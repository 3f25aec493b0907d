import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DraftRefusedError } from '../../src/core/index.js';
import type { HttpServer } from '../../src/http/index.js';
import {
  InMemoryTicketRepository,
  TicketService,
  ticketsModule,
} from '../../src/modules/tickets/index.js';
import type { Ticket } from '../../src/modules/tickets/index.js';
import { StubDrafts, testServer } from '../http/support.js';

describe('tickets', () => {
  let app: HttpServer;
  const drafts = new StubDrafts();

  before(async () => {
    const tickets = new TicketService(new InMemoryTicketRepository({ capacity: 2 }));
    // The request schema belongs to the shell, and no other module is there.
    app = await testServer({ modules: [ticketsModule(tickets, drafts)] });
  });
  after(() => app.close());

  const submit = (text: string) =>
    app.inject({ method: 'POST', url: '/v1/tickets', payload: { text } });
  const draft = (id: string) => app.inject({ method: 'POST', url: `/v1/tickets/${id}/draft` });
  const create = async (text: string) => (await submit(text)).json<Ticket>();

  it('come in without a draft, and get one', async () => {
    const response = await submit('I was charged twice');
    assert.equal(response.statusCode, 201);
    const ticket = response.json<Ticket>();
    assert.equal(response.headers.location, `/v1/tickets/${ticket.id}`);
    assert.deepEqual([ticket.text, ticket.draft], ['I was charged twice', null]);

    const drafted = (await draft(ticket.id)).json<Ticket>();
    assert.deepEqual(drafted, { ...ticket, draft: 'Thank you for your message' });
    assert.deepEqual((await app.inject(`/v1/tickets/${ticket.id}`)).json(), drafted);
  });

  it('keep their last draft when another is refused', async () => {
    const { id } = await create('A text');
    await draft(id);
    drafts.answer = () => Promise.reject(new DraftRefusedError('the rule "link"'));
    assert.equal((await draft(id)).statusCode, 422);
    drafts.answer = async () => ({});
    assert.equal(
      (await app.inject(`/v1/tickets/${id}`)).json<Ticket>().draft,
      'Thank you for your message',
    );
  });

  it('need a text and an id that there is', async () => {
    for (const text of ['', ' \n', 'x'.repeat(5001)]) {
      assert.equal((await submit(text)).statusCode, 400);
    }
    for (const url of ['/v1/tickets/unknown', '/v1/tickets/unknown/draft']) {
      const method = url.endsWith('draft') ? 'POST' : 'GET';
      const response = await app.inject({ method, url });
      assert.equal(response.statusCode, 404);
      assert.match(response.json<{ message: string }>().message, /unknown/);
    }
  });

  it('leave when there are too many, the oldest first', async () => {
    const [first, second, third] = [await create('1'), await create('2'), await create('3')];
    const codes = [first, second, third].map(async ({ id }) => (await draft(id)).statusCode);
    assert.deepEqual(await Promise.all(codes), [404, 200, 200]);
  });
});
