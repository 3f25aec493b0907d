import { Type } from 'typebox';
import { maxTextLength } from '../../../core/index.js';
import { priorities } from '../domain/routing.js';

/** The most tickets that one page has. */
export const maxPageSize = 100;

const TicketId = Type.String({ minLength: 1, maxLength: 64 });

export const TicketParams = Type.Object({ id: TicketId }, { additionalProperties: false });

export const TicketRequest = Type.Object(
  {
    text: Type.String({
      minLength: 1,
      maxLength: maxTextLength,
      description: 'The question in the words of the customer',
      examples: ['I was charged twice and would like a refund'],
    }),
  },
  { $id: 'TicketRequest', additionalProperties: false },
);

export const TicketBody = Type.Object(
  {
    id: TicketId,
    text: Type.String(),
    label: Type.String({
      description: 'The label: from the model, or from the person who corrected it',
    }),
    queue: Type.String({ description: 'Who works on it' }),
    priority: Type.Enum(priorities),
    needsReview: Type.Boolean({ description: 'True while a person has to sort it by hand' }),
    classification: Type.Object(
      {
        label: Type.String(),
        confidence: Type.Number({ minimum: 0, maximum: 1 }),
        model: Type.Object(
          { name: Type.String(), version: Type.String() },
          { additionalProperties: false },
        ),
      },
      { additionalProperties: false, description: "The model's answer when the ticket arrived" },
    ),
    createdAt: Type.String({ format: 'date-time' }),
  },
  { $id: 'Ticket', additionalProperties: false },
);

export const TicketPageQuery = Type.Object(
  {
    queue: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    limit: Type.Integer({ minimum: 1, maximum: maxPageSize, default: 20 }),
    cursor: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: 'nextCursor of the page before' }),
    ),
  },
  { additionalProperties: false },
);
