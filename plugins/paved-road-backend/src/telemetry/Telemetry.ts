import {
  MetricAttributes,
  MetricsService,
  MetricsServiceCounter,
  MetricsServiceHistogram,
  TracingService,
} from '@backstage/backend-plugin-api/alpha';
import { NotificationService } from '@backstage/plugin-notifications-node';

/** Seconds. */
const DURATIONS = [
  0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300,
];

/** Entities that wait for evaluation. */
export interface Backlog {
  entities: number;
  /** Seconds since the oldest became due; 0 if none waits. */
  lag: number;
}

/**
 * Metrics and spans of OpenTelemetry, besides the metrics of the scheduler. Attribute values come from the code or the config,
 * so there are few of them; names of entities are never among them.
 */
export class Telemetry {
  readonly #metrics: MetricsService;
  readonly #tracing: TracingService;
  readonly #evaluations: MetricsServiceHistogram;
  readonly #entities: MetricsServiceCounter;
  readonly #runs: MetricsServiceCounter;
  readonly #collections: MetricsServiceHistogram;
  readonly #loads: MetricsServiceHistogram;
  readonly #accessReads: MetricsServiceHistogram;
  readonly #notifications: MetricsServiceCounter;

  constructor(services: { metrics: MetricsService; tracing: TracingService }) {
    const { metrics, tracing } = services;
    this.#metrics = metrics;
    this.#tracing = tracing;
    const durations = (name: string, description: string) =>
      metrics.createHistogram(`paved_road.${name}.duration`, {
        description,
        unit: 's',
        advice: { explicitBucketBoundaries: DURATIONS },
      });
    this.#evaluations = durations(
      'evaluation',
      'Time to bring the scorecards of a page of entities up to date',
    );
    this.#entities = metrics.createCounter('paved_road.evaluation.entities', {
      description: 'Entities that were checked for changes, by result',
      unit: '{entity}',
    });
    this.#runs = metrics.createCounter('paved_road.evaluation.runs', {
      description: 'Started runs over the fleet, by trigger',
      unit: '{run}',
    });
    this.#collections = durations(
      'fact_collection',
      'Duration of a fact collector call',
    );
    this.#loads = durations(
      'rule_packs.load',
      'Time to read and activate all rule packs',
    );
    this.#accessReads = durations(
      'access',
      'Time to read from the catalog who may see which entity',
    );
    this.#notifications = metrics.createCounter('paved_road.notifications', {
      description: 'Notifications, by outcome',
      unit: '{notification}',
    });
  }

  /** Measures the evaluation of a page of entities. Failed entities count as unchanged. */
  async evaluation<T extends { looked: number; changed: number }>(
    work: () => Promise<T>,
  ): Promise<T> {
    const outcome = await this.#measure('evaluation', this.#evaluations, {
      work,
    });
    const { looked, changed } = outcome;
    this.#entities.add(changed, { result: 'evaluated' });
    this.#entities.add(looked - changed, { result: 'unchanged' });
    return outcome;
  }

  /** Counts an entity that could not be evaluated; its page does not fail. */
  evaluationFailed(): void {
    this.#entities.add(1, { result: 'failed' });
  }

  /** Counts a run over the fleet. */
  runStarted(trigger: string): void {
    this.#runs.add(1, { trigger });
  }

  /** Measures a call of a fact collector. */
  async collection<T extends { status: string }>(
    collector: string,
    work: () => Promise<T>,
  ): Promise<T> {
    return await this.#measure('fact_collection', this.#collections, {
      work,
      attributes: { collector },
      toOutcome: ({ status }) => status,
    });
  }

  /** Measures reading and activating rule packs. */
  async rulePackLoad<T extends { changed: boolean }>(
    work: () => Promise<T>,
  ): Promise<T> {
    return await this.#measure('rule_packs.load', this.#loads, {
      work,
      toOutcome: ({ changed }) => (changed ? 'changed' : 'unchanged'),
    });
  }

  /** Measures a read of the catalog for conditional permissions. */
  async accessRead(work: () => Promise<void>): Promise<void> {
    await this.#measure('access', this.#accessReads, { work });
  }

  /** Counts notifications. */
  countNotifications(notifications: NotificationService): NotificationService {
    return {
      send: async options => {
        const { topic = 'none' } = options.payload;
        try {
          await notifications.send(options);
        } catch (error) {
          this.#notifications.add(1, { topic, outcome: 'error' });
          throw error;
        }
        this.#notifications.add(1, { topic, outcome: 'success' });
      },
    };
  }

  /** Reports the backlog whenever metrics are read. */
  observeBacklog(read: () => Promise<Backlog>): void {
    const observe = (
      name: string,
      options: { description: string; unit: string },
      readValue: (backlog: Backlog) => number,
    ) =>
      this.#metrics
        .createObservableGauge(`paved_road.evaluation.${name}`, options)
        .addCallback(async result => result.observe(readValue(await read())));
    observe(
      'backlog',
      { description: 'Entities that are due', unit: '{entity}' },
      ({ entities }) => entities,
    );
    observe(
      'lag',
      {
        description: 'Waiting time of the oldest due entity',
        unit: 's',
      },
      ({ lag }) => lag,
    );
  }

  async #measure<T>(
    name: string,
    durations: MetricsServiceHistogram,
    {
      work,
      attributes = {},
      toOutcome = () => 'success',
    }: {
      work: () => Promise<T>;
      attributes?: MetricAttributes;
      toOutcome?: (result: T) => string;
    },
  ): Promise<T> {
    const begin = performance.now();
    let outcome = 'error';
    try {
      return await this.#tracing.startActiveSpan(
        `paved_road.${name}`,
        { attributes: prefixAttributes(attributes) },
        async span => {
          const result = await work();
          outcome = toOutcome(result);
          span.setAttribute('paved_road.outcome', outcome);
          return result;
        },
      );
    } finally {
      const seconds = (performance.now() - begin) / 1000;
      durations.record(seconds, { ...attributes, outcome });
    }
  }
}

/** Prefixes attributes, because a span may have others. */
function prefixAttributes(attributes: MetricAttributes) {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      `paved_road.${name}`,
      String(value),
    ]),
  );
}
