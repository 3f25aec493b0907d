import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Classification } from '../core/index.js';

/** Logs and metrics of a handler. Texts of users, and values that could quote them, are not logged. */
export interface Observability {
  logger: Logger;
  metrics: Metrics;
  /** Counts what the dashboard shows. */
  countClassification(classification: Classification): void;
}

/** Logs and metrics as JSON lines; CloudWatch makes metrics of the latter. */
export function createObservability(serviceName: string): Observability {
  const logger = new Logger({ serviceName });
  const metrics = new Metrics({ namespace: serviceName, serviceName, logger });
  return {
    logger,
    metrics,
    countClassification: classification => {
      metrics.addMetric('Classifications', MetricUnit.Count, 1);
      metrics.addMetric('NeedsReview', MetricUnit.Count, classification.needsReview ? 1 : 0);
    },
  };
}
