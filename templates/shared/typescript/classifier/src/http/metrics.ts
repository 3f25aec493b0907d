import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Classification } from '../core/index.js';

/** Why work was not done. */
export type Rejection = 'full' | 'timeout' | 'unavailable' | 'caller-gone';

/** What the service measures about itself; the dashboard and the alerts are built on these names. */
export class Metrics {
  readonly registry = new Registry();

  readonly #requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request, in seconds',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });

  readonly #inferences = new Histogram({
    name: 'inference_duration_seconds',
    help: 'Time of one classification, in seconds',
    labelNames: ['model_version'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1],
    registers: [this.registry],
  });

  readonly #classifications = new Counter({
    name: 'classifications_total',
    help: 'Classified texts by label, and whether a person should look at them',
    labelNames: ['label', 'needs_review'],
    registers: [this.registry],
  });

  readonly #rejections = new Counter({
    name: 'work_rejected_total',
    help: 'Work that was not done, by reason: full, timeout, unavailable, caller-gone',
    labelNames: ['reason'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  observeRequest(labels: { method: string; route: string; status: number }, seconds: number): void {
    this.#requests.observe(labels, seconds);
  }

  observeClassification(classification: Classification, seconds: number): void {
    this.#inferences.observe({ model_version: classification.model.version }, seconds);
    this.#classifications.inc({
      label: classification.label,
      needs_review: String(classification.needsReview),
    });
  }

  countRejection(reason: Rejection): void {
    this.#rejections.inc({ reason });
  }

  /** Reads the queue when the metrics are scraped, which an autoscaler may act on. */
  watchQueue(queue: { readonly waiting: number; readonly running: number }): void {
    new Gauge({
      name: 'work_queue_depth',
      help: 'Work that waits for a free slot',
      registers: [this.registry],
      collect() {
        this.set(queue.waiting);
      },
    });
    new Gauge({
      name: 'work_running',
      help: 'Work that runs now',
      registers: [this.registry],
      collect() {
        this.set(queue.running);
      },
    });
  }
}
