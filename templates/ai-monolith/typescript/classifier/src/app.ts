import { fileURLToPath } from 'node:url';
import { HttpTextClassifier } from './adapters/http/index.js';
import { OnnxTextClassifier } from './adapters/onnx/index.js';
import { ClassificationService } from './core/index.js';
import type { TextClassifier } from './core/index.js';
import { classificationModule, createServer, Readiness } from './http/index.js';
import type { HttpServer } from './http/index.js';
import {
  FeedbackService,
  feedbackModule,
  InMemoryFeedbackRepository,
} from './modules/feedback/index.js';
import type { FeedbackTargets } from './modules/feedback/index.js';
import {
  InMemoryTicketRepository,
  TicketNotFoundError,
  TicketService,
  ticketsModule,
} from './modules/tickets/index.js';
import type { CreateApp } from './runtime/index.js';
import { service } from './settings.js';
import type { Settings } from './settings.js';

/** How many tickets, and words on tickets, the process remembers: at most some 20 MB of texts. */
const capacity = 2000;

/** The composition root: the only place that imports all modules and binds ports to adapters. */
export const createApp: CreateApp<Settings, HttpServer> = async (settings, logger) => {
  const classifier: TextClassifier = settings.classifierUrl
    ? new HttpTextClassifier({ url: settings.classifierUrl })
    : new OnnxTextClassifier(fileURLToPath(new URL('../../model', import.meta.url)));
  const classification = new ClassificationService(classifier, {
    reviewBelow: settings.reviewBelow,
  });
  const tickets = new TicketService(new InMemoryTicketRepository({ capacity }));
  const feedback = new FeedbackService(
    feedbackTargets(classifier, tickets),
    new InMemoryFeedbackRepository({ capacity }),
  );

  const readiness = new Readiness();
  const app = await createServer({
    info: service,
    logger,
    readiness,
    modules: [
      classificationModule(classification),
      ticketsModule(tickets, classification),
      feedbackModule(feedback),
    ],
    limits: settings,
  });
  return { app, readiness, start: options => classifier.warmUp(options) };
};

/** Connects the modules feedback and tickets, which do not import each other. */
function feedbackTargets(classifier: TextClassifier, tickets: TicketService): FeedbackTargets {
  return {
    labels: () => classifier.model.labels,
    find: async ticketId => {
      try {
        const { label, model } = (await tickets.get(ticketId)).classification;
        return { predicted: label, modelVersion: model.version };
      } catch (error) {
        if (error instanceof TicketNotFoundError) {
          return undefined;
        }
        throw error;
      }
    },
    correct: async (ticketId, label) => {
      await tickets.relabel(ticketId, label);
    },
  };
}
