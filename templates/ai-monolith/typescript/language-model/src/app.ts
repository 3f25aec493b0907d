import { createDraftService } from './drafts.js';
import { createServer, draftsModule, Readiness } from './http/index.js';
import type { HttpServer } from './http/index.js';
import { InMemoryTicketRepository, TicketService, ticketsModule } from './modules/tickets/index.js';
import type { CreateApp } from './runtime/index.js';
import { service } from './settings.js';
import type { Settings } from './settings.js';

/** How many tickets the process remembers: at most some 10 MB of texts. */
const capacity = 1000;

/** The composition root: the only place that imports all modules and gives them what they need. */
export const createApp: CreateApp<Settings, HttpServer> = async (settings, logger) => {
  const drafts = createDraftService(settings);
  const tickets = new TicketService(new InMemoryTicketRepository({ capacity }));
  const readiness = new Readiness();
  const app = await createServer({
    info: service,
    logger,
    readiness,
    modules: [draftsModule(drafts), ticketsModule(tickets, drafts)],
    limits: settings,
  });
  return { app, readiness, start: async () => logger.info(drafts.models, 'drafts come from') };
};
