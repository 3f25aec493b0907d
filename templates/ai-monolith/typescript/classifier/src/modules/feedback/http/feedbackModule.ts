import { Counter } from 'prom-client';
import { failures, HttpError, ref } from '../../../http/index.js';
import type { HttpModule } from '../../../http/index.js';
import { UnknownLabelError, UnknownTicketError } from '../domain/errors.js';
import type { FeedbackService } from '../domain/feedbackService.js';
import { FeedbackBody, FeedbackReport, FeedbackReportQuery, FeedbackRequest } from './schemas.js';

/** The API of the module: people correct labels of tickets, and see how good the model is. */
export function feedbackModule(feedback: FeedbackService): HttpModule {
  return {
    name: 'feedback',
    register(app, { metrics }) {
      app.addSchema(FeedbackRequest);
      app.addSchema(FeedbackBody);
      app.addSchema(FeedbackReport);

      const given = new Counter({
        name: 'feedback_total',
        help: 'Labels that people have judged, by the label of the model and whether it was right',
        labelNames: ['predicted', 'confirmed'],
        registers: [metrics],
      });

      app.post(
        '/v1/feedback',
        {
          schema: {
            operationId: 'giveFeedback',
            summary: 'Sets the label of a ticket; the newest feedback counts',
            body: ref(FeedbackRequest),
            response: { 201: ref(FeedbackBody), ...failures(400, 404, 413, 503) },
          },
        },
        async (request, reply) => {
          const { ticketId, label } = request.body;
          const said = await feedback.give(ticketId, label).catch(refuse);
          given.inc({
            predicted: said.predicted,
            confirmed: String(said.predicted === said.label),
          });
          return reply.code(201).send({ ...said, at: said.at.toISOString() });
        },
      );

      app.get(
        '/v1/feedback/report',
        {
          schema: {
            operationId: 'reportFeedback',
            summary: 'How often people agree with the model, by label',
            querystring: FeedbackReportQuery,
            response: { 200: ref(FeedbackReport), ...failures(400) },
          },
        },
        request => feedback.report(request.query),
      );
    },
  };
}

function refuse(error: unknown): never {
  if (error instanceof UnknownLabelError) {
    throw new HttpError(400, error.message);
  }
  throw error instanceof UnknownTicketError ? new HttpError(404, error.message) : error;
}
