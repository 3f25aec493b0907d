import { setTimeout as sleep } from 'node:timers/promises';
import closeWithGrace from 'close-with-grace';
import type { Logger } from 'pino';
import type { Application } from './application.js';

/** The settings that the life of a server depends on. */
export interface ServerSettings {
  host: string;
  /** 0 takes a free port. */
  port: number;
  /** Milliseconds from the request to stop until connections are refused. */
  shutdownDelayMs: number;
  /** Milliseconds after that until the running requests are given up. */
  shutdownTimeoutMs: number;
}

/**
 * Runs a server until SIGTERM or SIGINT. It listens first, so that probes are answered while it gets
 * warm. When it is asked to stop it says so in its readiness, waits until the platform sends no more
 * requests, lets the running ones finish, and exits with 0; with 1 when that takes too long, and when
 * the start fails.
 */
export async function runServer(
  options: Application & { settings: ServerSettings; logger: Logger },
): Promise<void> {
  const { app, readiness, start, stop, settings, logger } = options;
  const starting = new AbortController();

  const process = closeWithGrace(
    {
      delay: settings.shutdownDelayMs + settings.shutdownTimeoutMs,
      logger: false,
      onTimeout: delay => logger.fatal({ delay }, 'running requests did not finish in time'),
      onSecondSignal: signal => logger.fatal({ signal }, 'asked to stop again, exiting at once'),
      onSecondError: err => logger.fatal({ err }, 'failed while stopping'),
    },
    async ({ signal, err }) => {
      readiness.stopping();
      starting.abort();
      if (err) {
        logger.fatal({ err }, 'stopping after an error that nobody handled');
      } else {
        logger.info({ signal }, 'stopping');
        await sleep(settings.shutdownDelayMs);
      }
      await app.close();
      await stop?.();
      logger.info('stopped');
    },
  );
  void process;

  await app.listen({ host: settings.host, port: settings.port });
  await start({ signal: starting.signal });
  readiness.ready();
  logger.info('ready');
}
