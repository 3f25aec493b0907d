import { Type } from 'typebox';

export const FeedbackRequest = Type.Object(
  {
    ticketId: Type.String({ minLength: 1, maxLength: 64 }),
    label: Type.String({
      minLength: 1,
      maxLength: 64,
      description: 'What the ticket is about; the label of the model where that is right',
      examples: ['billing'],
    }),
  },
  { $id: 'FeedbackRequest', additionalProperties: false },
);

export const FeedbackBody = Type.Object(
  {
    ticketId: Type.String(),
    label: Type.String(),
    predicted: Type.String({ description: 'The label that the model gave' }),
    modelVersion: Type.String(),
    at: Type.String({ format: 'date-time' }),
  },
  { $id: 'Feedback', additionalProperties: false },
);

const agreement = {
  judged: Type.Integer({ minimum: 0, description: 'Tickets with feedback' }),
  confirmed: Type.Integer({ minimum: 0, description: 'Those where the model was right' }),
  accuracy: Type.Optional(
    Type.Number({ minimum: 0, maximum: 1, description: 'Absent where nothing was judged' }),
  ),
};

export const FeedbackReport = Type.Object(
  {
    ...agreement,
    labels: Type.Array(
      Type.Object({ label: Type.String(), ...agreement }, { additionalProperties: false }),
      { description: 'By the label that the model gave' },
    ),
    mistakes: Type.Array(
      Type.Object(
        { predicted: Type.String(), label: Type.String(), count: Type.Integer({ minimum: 1 }) },
        { additionalProperties: false },
      ),
      { description: 'Confused labels, most frequent first' },
    ),
  },
  { $id: 'FeedbackReport', additionalProperties: false },
);

export const FeedbackReportQuery = Type.Object(
  { modelVersion: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })) },
  { additionalProperties: false },
);
