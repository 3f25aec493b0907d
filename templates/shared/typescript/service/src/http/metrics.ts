import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ${{ 'DraftObserver, DraftRule, ModelCall' if values.ai == 'language-model' else 'Classification' }} } from '../core/index.js';

/** Why work was not done. */
export type Rejection = 'full' | 'timeout' | 'unavailable' | 'caller-gone';

/** What the service measures about itself; the dashboard and the alerts are built on these names. */
export class Metrics{% if values.ai == 'language-model' %} implements DraftObserver{% endif %} {
  readonly registry = new Registry();

  readonly #requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request, in seconds',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5{% if values.ai == 'language-model' %}, 10, 30{% endif %}],
    registers: [this.registry],
  });

{% if values.ai == 'language-model' %}  readonly #calls = new Counter({
    name: 'llm_calls_total',
    help: 'Calls of a model, by outcome: answered, refused, unavailable, cancelled',
    labelNames: ['model', 'outcome'],
    registers: [this.registry],
  });

  readonly #tokens = new Counter({
    name: 'llm_tokens_total',
    help: 'Tokens of calls, by direction: input, output',
    labelNames: ['model', 'direction'],
    registers: [this.registry],
  });

  readonly #cost = new Counter({
    name: 'llm_cost_usd_total',
    help: 'Cost of calls in USD, by the prices in ai/models.json',
    labelNames: ['model'],
    registers: [this.registry],
  });

  readonly #callDurations = new Histogram({
    name: 'llm_call_duration_seconds',
    help: 'Time of one call with its retries, in seconds',
    labelNames: ['model'],
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30],
    registers: [this.registry],
  });

  readonly #fallbacks = new Counter({
    name: 'llm_fallbacks_total',
    help: 'Drafts that the second model wrote',
    registers: [this.registry],
  });

  readonly #refusals = new Counter({
    name: 'drafts_refused_total',
    help: 'Answers of a model that were refused, by rule: empty, too-long, link, prompt',
    labelNames: ['rule'],
    registers: [this.registry],
  });

{% else %}  readonly #inferences = new Histogram({
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

{% endif %}  readonly #rejections = new Counter({
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

{% if values.ai == 'language-model' %}  called({ model, outcome, inputTokens, outputTokens, costUsd, seconds }: ModelCall): void {
    this.#calls.inc({ model: model.name, outcome });
    this.#tokens.inc({ model: model.name, direction: 'input' }, inputTokens);
    this.#tokens.inc({ model: model.name, direction: 'output' }, outputTokens);
    this.#cost.inc({ model: model.name }, costUsd);
    this.#callDurations.observe({ model: model.name }, seconds);
  }

  fellBack(): void {
    this.#fallbacks.inc();
  }

  refused(rule: DraftRule): void {
    this.#refusals.inc({ rule });
  }

{% else %}  observeClassification(classification: Classification, seconds: number): void {
    this.#inferences.observe({ model_version: classification.model.version }, seconds);
    this.#classifications.inc({
      label: classification.label,
      needs_review: String(classification.needsReview),
    });
  }

{% endif %}  countRejection(reason: Rejection): void {
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
