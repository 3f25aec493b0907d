import {
  collectDefaultMetrics,
  Counter,
  Histogram,
  Registry,
} from 'prom-client';

/** What the service measures about itself; the dashboard and the alerts are built on these names. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request, in seconds',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.#registry],
  });
  readonly #inferences = new Histogram({
    name: 'inference_duration_seconds',
    help: 'Time of one classification, in seconds',
    labelNames: ['model_version'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5],
    registers: [this.#registry],
  });
  readonly #routings = new Counter({
    name: 'ticket_routings_total',
    help: 'Tickets by queue, and whether a person should look at them',
    labelNames: ['queue', 'needs_review'],
    registers: [this.#registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All metrics in the Prometheus text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  observeRequest(
    labels: { method: string; route: string; status: number },
    seconds: number,
  ): void {
    this.#requests.observe(labels, seconds);
  }

  observeRouting(
    routing: {
      queue: string;
      needsReview: boolean;
      model: { version: string };
    },
    seconds: number,
  ): void {
    this.#inferences.observe({ model_version: routing.model.version }, seconds);
    this.#routings.inc({
      queue: routing.queue,
      needs_review: String(routing.needsReview),
    });
  }
}
