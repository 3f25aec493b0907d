import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { ${{ 'DraftObserver' if values.ai == 'language-model' else 'Classification' }} } from '../core/index.js';

/** Logs and metrics of a handler. Texts of users, and values that could quote them, are not logged. */
export interface Observability {
  logger: Logger;
  metrics: Metrics;
  /** Counts what the dashboard shows. */
{% if values.ai == 'language-model' %}  counter: DraftObserver;
{% else %}  countClassification(classification: Classification): void;
{% endif %}}

/** Logs and metrics as JSON lines; CloudWatch makes metrics of the latter. */
export function createObservability(serviceName: string): Observability {
  const logger = new Logger({ serviceName });
  const metrics = new Metrics({ namespace: serviceName, serviceName, logger });
  return {
    logger,
    metrics,
{% if values.ai == 'language-model' %}    counter: {
      called: ({ outcome, inputTokens, outputTokens, costUsd }) => {
        metrics.addMetric('ModelCalls', MetricUnit.Count, 1);
        metrics.addMetric('RefusedAnswers', MetricUnit.Count, outcome === 'refused' ? 1 : 0);
        metrics.addMetric('UnavailableCalls', MetricUnit.Count, outcome === 'unavailable' ? 1 : 0);
        metrics.addMetric('InputTokens', MetricUnit.Count, inputTokens);
        metrics.addMetric('OutputTokens', MetricUnit.Count, outputTokens);
        metrics.addMetric('CostUsd', MetricUnit.NoUnit, costUsd);
      },
      fellBack: () => metrics.addMetric('Fallbacks', MetricUnit.Count, 1),
      refused: () => undefined,
    },
{% else %}    countClassification: classification => {
      metrics.addMetric('Classifications', MetricUnit.Count, 1);
      metrics.addMetric('NeedsReview', MetricUnit.Count, classification.needsReview ? 1 : 0);
    },
{% endif %}  };
}
