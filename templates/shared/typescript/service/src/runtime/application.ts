import type { Logger } from 'pino';

/** What the runtime needs of an HTTP server. */
export interface ListeningServer {
  /** Resolves with the address, once connections are accepted. */
  listen(options: { host: string; port: number }): Promise<string>;
  /** Stops accepting connections, and resolves when the running requests are answered. */
  close(): Promise<unknown>;
}

/** A service that is put together, and does not run yet. */
export interface Application<Server extends ListeningServer = ListeningServer> {
  app: Server;
  readiness: { ready(): void; stopping(): void };
  /** Gets warm; the service is ready when it is done. The signal is aborted when it must stop. */
  start(options: { signal: AbortSignal }): Promise<void>;
  /** Gives back what `start` took, after the last answer. */
  stop?(): Promise<void>;
}

/**
 * The composition root of a service: src/app.ts exports a function of this type with the name
 * `createApp`. It binds ports to adapters, and puts modules in the HTTP shell; it opens no port, reads no
 * environment, and loads no model before `start` is called. src/main.ts runs it by `runService`,
 * `npm run openapi` asks it for the API, and tests call it by `app.inject`.
 */
export type CreateApp<Settings, Server extends ListeningServer = ListeningServer> = (
  settings: Settings,
  logger: Logger,
) => Promise<Application<Server>>;
