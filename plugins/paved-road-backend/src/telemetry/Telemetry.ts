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

/** What waits to be evaluated. */
export interface Backlog {
  entities: number;
  /** Seconds since the one that waits longest was due; 0 where none waits. */
  lag: number;
}

/**
 * What the plugin tells of its work, as metrics and spans of OpenTelemetry. The scheduler tells of its tasks. Values of
 * attributes are from the code or the config, so that there are few of them, and never the name of an entity.
 */
export class Telemetry {
  readonly #metrics: MetricsService;
  readonly #tracing: TracingService;
  readonly #evaluations: MetricsServiceHistogram;
  readonly #entities: MetricsServiceCounter;
  readonly #runs: MetricsServiceCounter;
  readonly #collections: MetricsServiceHistogram;
  readonly #loads: MetricsServiceHistogram;
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
      description: 'Entities that were looked at, by what became of them',
      unit: '{entity}',
    });
    this.#runs = metrics.createCounter('paved_road.evaluation.runs', {
      description: 'Runs over the fleet that began, by what caused them',
      unit: '{run}',
    });
    this.#collections = durations(
      'fact_collection',
      'Time of a call of a fact collector',
    );
    this.#loads = durations(
      'rule_packs.load',
      'Time to read and activate all rule packs',
    );
    this.#notifications = metrics.createCounter('paved_road.notifications', {
      description: 'Notifications, by whether they were sent',
      unit: '{notification}',
    });
  }

  /** Measures the evaluation of a page of entities. Those that failed are among the unchanged ones. */
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

  /** Tells that an entity could not be evaluated, which its page does not fail for. */
  evaluationFailed(): void {
    this.#entities.add(1, { result: 'failed' });
  }

  /** Tells that a run over the fleet began. */
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
      outcomeOf: ({ status }) => status,
    });
  }

  /** Measures how rule packs are read and activated. */
  async rulePackLoad<T extends { changed: boolean }>(
    work: () => Promise<T>,
  ): Promise<T> {
    return await this.#measure('rule_packs.load', this.#loads, {
      work,
      outcomeOf: ({ changed }) => (changed ? 'changed' : 'unchanged'),
    });
  }

  /** Counts what is sent. */
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

  /** Tells what waits whenever somebody asks for it. */
  observeBacklog(read: () => Promise<Backlog>): void {
    const observe = (
      name: string,
      options: { description: string; unit: string },
      valueOf: (backlog: Backlog) => number,
    ) =>
      this.#metrics
        .createObservableGauge(`paved_road.evaluation.${name}`, options)
        .addCallback(async result => result.observe(valueOf(await read())));
    observe(
      'backlog',
      { description: 'Entities that are due', unit: '{entity}' },
      ({ entities }) => entities,
    );
    observe(
      'lag',
      {
        description: 'Since when the entity that waits longest is due',
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
      outcomeOf = () => 'success',
    }: {
      work: () => Promise<T>;
      attributes?: MetricAttributes;
      outcomeOf?: (result: T) => string;
    },
  ): Promise<T> {
    const begin = performance.now();
    let outcome = 'error';
    try {
      return await this.#tracing.startActiveSpan(
        `paved_road.${name}`,
        { attributes: attributesOfSpan(attributes) },
        async span => {
          const result = await work();
          outcome = outcomeOf(result);
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

/** Those of a span stand beside those of others. */
function attributesOfSpan(attributes: MetricAttributes) {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      `paved_road.${name}`,
      String(value),
    ]),
  );
}
