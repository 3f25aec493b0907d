import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

/** Milliseconds that the last spans get to leave; a collector that is away must not hold up the exit. */
const shutdownTimeoutMs = 3000;

/** Sends the spans that the code records. */
export interface Telemetry {
  /** Sends the last ones; never rejects. */
  shutdown(): Promise<void>;
}

/**
 * Starts the OpenTelemetry SDK when OTEL_EXPORTER_OTLP_ENDPOINT is set. Otherwise nothing of it is even
 * loaded, and the spans in the code cost nothing. The SDK reads the other OTEL_ variables by itself.
 */
export async function startTelemetry(options: {
  /** Default of OTEL_SERVICE_NAME. */
  serviceName: string;
  logger: Logger;
}): Promise<Telemetry | undefined> {
  const { serviceName, logger } = options;
  const endpoint = process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (!endpoint) {
    return undefined;
  }
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  // Traces only: the metrics of the service are scraped, and its log is standard output.
  const sdk = new NodeSDK({
    serviceName: process.env.OTEL_SERVICE_NAME ?? serviceName,
    metricReaders: [],
    logRecordProcessors: [],
  });
  sdk.start();
  logger.info({ endpoint }, 'sending traces');
  return {
    async shutdown() {
      try {
        const late = sleep(shutdownTimeoutMs, 'late' as const, { ref: false });
        if ((await Promise.race([sdk.shutdown(), late])) === 'late') {
          logger.warn('the last traces were not sent in time');
        }
      } catch (error) {
        logger.warn({ err: error }, 'the last traces were not sent');
      }
    },
  };
}
