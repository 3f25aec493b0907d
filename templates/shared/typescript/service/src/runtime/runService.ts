import process from 'node:process';
import type { CreateApp } from './application.js';
import { InvalidEnvironmentError } from './environment.js';
import { createLogger } from './logger.js';
import type { LogLevel } from './logger.js';
import { runServer } from './runServer.js';
import type { ServerSettings } from './runServer.js';
import { startTelemetry } from './telemetry.js';

/**
 * The whole life of a process, for src/main.ts: reads the settings, starts the telemetry, puts the
 * service together and runs it. What goes wrong before it runs is in the log, and the exit code is 1.
 */
export async function runService<
  Settings extends ServerSettings & { logLevel: LogLevel },
>(options: {
  /** As in logs and traces. */
  name: string;
  readSettings: (env: NodeJS.ProcessEnv) => Settings;
  createApp: CreateApp<Settings>;
}): Promise<void> {
  const { name, readSettings, createApp } = options;
  let logger = createLogger({ name, level: 'info' });
  try {
    const settings = readSettings(process.env);
    logger = createLogger({ name, level: settings.logLevel });
    const telemetry = await startTelemetry({ serviceName: name, logger });
    const application = await createApp(settings, logger);
    await runServer({
      ...application,
      settings,
      logger,
      stop: async () => {
        await application.stop?.();
        await telemetry?.shutdown();
      },
    });
  } catch (error) {
    if (error instanceof InvalidEnvironmentError) {
      logger.fatal({ problems: error.problems }, 'the settings cannot be used');
    } else {
      logger.fatal({ err: error }, 'could not start');
    }
    process.exit(1);
  }
}
