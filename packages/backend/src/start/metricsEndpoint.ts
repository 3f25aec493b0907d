import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import { metrics } from '@opentelemetry/api';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';

/** Serves all metrics to Prometheus, on a separate port because they are not for people; a loader runs before the plugins. */
export const metricsEndpoint = createBackendFeatureLoader({
  deps: {
    config: coreServices.rootConfig,
    lifecycle: coreServices.rootLifecycle,
  },
  async loader({ config, lifecycle }) {
    const port = config.getOptionalNumber('portal.metrics.port');
    if (port !== undefined) {
      const exporter = new PrometheusExporter({
        port,
        preventServerStart: true,
      });
      await exporter.startServer();
      const provider = new MeterProvider({ readers: [exporter] });
      metrics.setGlobalMeterProvider(provider);
      lifecycle.addShutdownHook(() => provider.shutdown());
    }
    return [];
  },
});
