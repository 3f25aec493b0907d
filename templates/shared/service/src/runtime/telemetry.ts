/** Sends the spans that were recorded; `shutdown` sends the last ones. */
export interface Telemetry {
  shutdown(): Promise<void>;
}

/**
 * Starts the OpenTelemetry SDK when OTEL_EXPORTER_OTLP_ENDPOINT is set. Otherwise nothing of it is even
 * loaded, and the spans in the code cost nothing. The SDK reads the other OTEL_ variables by itself.
 */
export async function startTelemetry(options: {
  serviceName: string;
  env?: NodeJS.ProcessEnv;
}): Promise<Telemetry | undefined> {
  const { serviceName, env = process.env } = options;
  if (!env.OTEL_EXPORTER_OTLP_ENDPOINT) {
    return undefined;
  }
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  const sdk = new NodeSDK({ serviceName: env.OTEL_SERVICE_NAME ?? serviceName });
  sdk.start();
  return sdk;
}
