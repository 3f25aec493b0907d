import { Type } from 'typebox';
import { DraftRequest, failures, HttpError, ref } from '../../../http/index.js';
import type { DraftsReplies, HttpModule } from '../../../http/index.js';
import type { Ticket } from '../domain/ticket.js';
import { TicketNotFoundError } from '../domain/ticketNotFoundError.js';
import type { TicketService } from '../domain/ticketService.js';

const TicketId = Type.String({ minLength: 1, maxLength: 64 });
const TicketParams = Type.Object({ id: TicketId }, { additionalProperties: false });

const TicketBody = Type.Object(
  {
    id: TicketId,
    text: Type.String(),
    draft: Type.Union([Type.String(), Type.Null()], {
      description: 'The last draft of a reply; null before the first',
    }),
    createdAt: Type.String({ format: 'date-time' }),
  },
  { $id: 'Ticket', description: 'A support ticket', additionalProperties: false },
);

/** The API of the module: tickets come in, are found again, and get drafts of a reply. */
export function ticketsModule(
  tickets: TicketService,
  drafts: Pick<DraftsReplies, 'draft'>,
): HttpModule {
  return {
    name: 'tickets',
    register(app, { work, measureDraft }) {
      app.addSchema(TicketBody);

      app.post(
        '/v1/tickets',
        {
          schema: {
            operationId: 'submitTicket',
            summary: 'Takes a ticket in',
            body: ref(DraftRequest),
            response: { 201: ref(TicketBody), ...failures(400, 413) },
          },
        },
        async (request, reply) => {
          const ticket = await tickets.submit(request.body.text);
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

      app.post(
        '/v1/tickets/:id/draft',
        {
          schema: {
            operationId: 'draftReply',
            summary: 'Drafts a reply to a ticket',
            params: TicketParams,
            response: { 200: ref(TicketBody), ...failures(400, 404, 422, 429, 503) },
          },
        },
        request =>
          work(async signal => {
            const write = async (text: string) =>
              (await measureDraft(observer => drafts.draft(text, observer, signal))).draft;
            return toBody(await tickets.draft(request.params.id, write).catch(notFound));
          }),
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
