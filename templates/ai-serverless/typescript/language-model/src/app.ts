import type { Draft, DraftObserver } from './core/index.js';
import { createDraftService } from './drafts.js';
import { createServer, draftsModule, Readiness } from './http/index.js';
import type { HttpServer } from './http/index.js';
import type { Application, CreateApp } from './runtime/index.js';
import { service } from './settings.js';
import type { Settings } from './settings.js';

/** What the handlers, the local server and `npm run openapi` are made of. */
export interface FunctionApplication extends Application<HttpServer> {
  /** The core behind both handlers; `app` is its HTTP API. */
  draft(text: string, signal: AbortSignal): Promise<Draft>;
}

const nobody: DraftObserver = {
  called: () => undefined,
  fellBack: () => undefined,
  refused: () => undefined,
};

/**
 * Composes the service: the AI core and the modules in the HTTP shell. It uses no AWS; the handlers add their own clients.
 *
 * @param counter - learns of every call, whichever handler asked for it
 */
export async function createApp(
  settings: Settings,
  logger: Parameters<CreateApp<Settings>>[1],
  counter = nobody,
): Promise<FunctionApplication> {
  const core = createDraftService(settings);
  const { models } = core;
  const readiness = new Readiness();
  const app = await createServer({
    info: service,
    logger,
    readiness,
    modules: [
      draftsModule({
        models,
        draft: (text, observer, signal) => core.draft(text, both(observer, counter), signal),
      }),
    ],
    limits: settings,
  });
  return {
    app,
    readiness,
    draft: (text, signal) => core.draft(text, counter, signal),
    start: async () => logger.info(models, 'drafts come from'),
  };
}

function both(first: DraftObserver, second: DraftObserver): DraftObserver {
  return {
    called: call => {
      first.called(call);
      second.called(call);
    },
    fellBack: () => {
      first.fellBack();
      second.fellBack();
    },
    refused: rule => {
      first.refused(rule);
      second.refused(rule);
    },
  };
}
