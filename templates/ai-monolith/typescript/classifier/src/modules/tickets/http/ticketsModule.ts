import { Type } from 'typebox';
import type { ClassificationService } from '../../../core/index.js';
import { failures, HttpError, ref } from '../../../http/index.js';
import type { HttpModule } from '../../../http/index.js';
import type { Ticket } from '../domain/ticket.js';
import { TicketNotFoundError } from '../domain/ticketNotFoundError.js';
import type { TicketService } from '../domain/ticketService.js';
import { TicketBody, TicketPageQuery, TicketParams, TicketRequest } from './schemas.js';

/** The API of the module: tickets come in, are found again, and are listed. */
export function ticketsModule(
  tickets: TicketService,
  classifier: Pick<ClassificationService, 'classify'>,
): HttpModule {
  return {
    name: 'tickets',
    register(app, { work, measureClassification }) {
      app.addSchema(TicketRequest);
      app.addSchema(TicketBody);

      app.post(
        '/v1/tickets',
        {
          schema: {
            operationId: 'submitTicket',
            summary: 'Takes a ticket in and decides who works on it',
            body: ref(TicketRequest),
            response: { 201: ref(TicketBody), ...failures(400, 413, 429, 503) },
          },
        },
        async (request, reply) => {
          const ticket = await work(signal =>
            tickets.submit(request.body.text, text =>
              measureClassification(() => classifier.classify(text, { signal })),
            ),
          );
          return reply
            .code(201)
            .header('location', `/v1/tickets/${ticket.id}`)
            .send(toBody(ticket));
        },
      );

      app.get(
        '/v1/tickets/:id',
        {
          schema: {
            operationId: 'getTicket',
            summary: 'One ticket',
            params: TicketParams,
            response: { 200: ref(TicketBody), ...failures(400, 404) },
          },
        },
        async request => toBody(await tickets.get(request.params.id).catch(notFound)),
      );

      app.get(
        '/v1/tickets',
        {
          schema: {
            operationId: 'listTickets',
            summary: 'Tickets, newest first',
            querystring: TicketPageQuery,
            response: {
              200: Type.Object(
                {
                  items: Type.Array(ref(TicketBody)),
                  nextCursor: Type.Optional(
                    Type.String({ description: 'Absent on the last page' }),
                  ),
                },
                { additionalProperties: false },
              ),
              ...failures(400),
            },
          },
        },
        async request => {
          const { queue, limit, cursor } = request.query;
          const { items, next } = await tickets.list({ queue, limit, after: cursor });
          return { items: items.map(toBody), nextCursor: next };
        },
      );
    },
  };
}

function toBody(ticket: Ticket) {
  return { ...ticket, createdAt: ticket.createdAt.toISOString() };
}

function notFound(error: unknown): never {
  throw error instanceof TicketNotFoundError ? new HttpError(404, error.message) : error;
}
