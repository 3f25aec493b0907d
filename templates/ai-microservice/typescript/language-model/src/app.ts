import { createDraftService } from './drafts.js';
import { createServer, draftsModule, Readiness } from './http/index.js';
import type { HttpServer } from './http/index.js';
import type { CreateApp } from './runtime/index.js';
import { service } from './settings.js';
import type { Settings } from './settings.js';

/** Composes the service: the AI core and the modules in the HTTP shell. */
export const createApp: CreateApp<Settings, HttpServer> = async (settings, logger) => {
  const drafts = createDraftService(settings);
  const readiness = new Readiness();
  const app = await createServer({
    info: service,
    logger,
    readiness,
    modules: [draftsModule(drafts)],
    limits: settings,
  });
  return { app, readiness, start: async () => logger.info(drafts.models, 'drafts come from') };
};
