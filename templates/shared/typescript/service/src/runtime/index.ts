export type { Application, CreateApp, ListeningServer } from './application.js';
export { Environment, InvalidEnvironmentError } from './environment.js';
export { createLogger, logLevels } from './logger.js';
export type { LogLevel } from './logger.js';
export { runServer } from './runServer.js';
export type { ServerSettings } from './runServer.js';
export { runService } from './runService.js';
export { startTelemetry } from './telemetry.js';
export type { Telemetry } from './telemetry.js';
