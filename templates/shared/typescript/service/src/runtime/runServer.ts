import { setTimeout as sleep } from 'node:timers/promises';
import closeWithGrace from 'close-with-grace';
import type { Logger } from 'pino';
import type { Application } from './application.js';

/** The settings that the life of a server depends on. */
export interface ServerSettings {
  host: string;
  /** 0 takes a free port, shown in the log. */
  port: number;
  /**
   * Milliseconds from the request to stop until connections are refused. Where a load balancer learns of
   * the stop by the readiness probe, it needs some seconds to send its requests elsewhere.
   */
  shutdownDelayMs: number;
  /** Milliseconds after that until the running requests are given up. */
  shutdownTimeoutMs: number;
}

/**
 * Runs a server until SIGTERM or SIGINT. It listens first, so that probes are answered while it gets
 * warm. When it is asked to stop it says so in its readiness, waits until it is sent no more requests,
 * lets the running ones finish, and exits with 0. It exits with 1 when that takes too long, when it is
 * asked a second time, and when the start fails.
 */
export async function runServer(
  options: Application & { settings: ServerSettings; logger: Logger },
): Promise<void> {
  const { app, readiness, settings, logger } = options;
  const starting = new AbortController();
  let failure: Error | undefined;

  const lifetime = closeWithGrace(
    {
      delay: settings.shutdownDelayMs + settings.shutdownTimeoutMs,
      logger: false,
      onTimeout: () => logger.fatal('running requests did not finish in time'),
      onSecondSignal: signal => logger.fatal({ signal }, 'asked to stop again, exiting at once'),
      onSecondError: err => logger.fatal({ err }, 'failed while stopping'),
    },
    async ({ signal, err }) => {
      readiness.stopping();
      starting.abort();
      if (err) {
        logger.fatal({ err }, 'stopping after an error that nobody handled');
      }
      if (signal) {
        logger.info({ signal }, 'stopping');
        await sleep(settings.shutdownDelayMs);
      }
      try {
        await app.close();
        await options.stop?.();
      } catch (error) {
        logger.fatal({ err: error }, 'could not stop in order');
        throw error;
      }
      if (failure) {
        // The exit code of a close that was not caused by a signal follows from what is thrown here.
        throw failure;
      }
      logger.info('stopped');
    },
  );

  try {
    await app.listen({ host: settings.host, port: settings.port });
    await options.start({ signal: starting.signal });
    readiness.ready();
    if (!starting.signal.aborted) {
      logger.info('ready');
    }
  } catch (error) {
    // A start that was given up because the process stops has not failed.
    if (!starting.signal.aborted) {
      logger.fatal({ err: error }, 'could not start');
      failure = new Error('could not start', { cause: error });
      lifetime.close();
    }
  }
}
