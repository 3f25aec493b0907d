import { Entity } from '@backstage/catalog-model';
import { LoggerService } from '@backstage/backend-plugin-api';
import { DateTime } from 'luxon';
import pLimit from 'p-limit';
import { Collection } from './collectFact';
import { ConfiguredCollector } from './FactCollectors';

/** How many calls run at the same time for each source in each back end. */
export const concurrency: Record<ConfiguredCollector['cost'], number> = {
  low: 32,
  medium: 8,
  high: 2,
};

/** The bounds of a pause, whatever time a source names. */
export const LONGEST_PAUSE_MS = 2 * 3_600_000;
const SHORTEST_PAUSE_MS = 10_000;

type Limited = Extract<Collection, { status: 'limited' }>;

/** Limits the calls to one source: how many run at the same time, and none while it accepts no calls. */
export class SourceLimiter {
  readonly #limit: ReturnType<typeof pLimit>;
  #pause?: Limited;

  constructor(
    private readonly options: {
      /** Id of the collector, for the log. */
      id: string;
      cost: ConfiguredCollector['cost'];
      logger: LoggerService;
      now: () => DateTime;
    },
  ) {
    this.#limit = pLimit(concurrency[options.cost]);
  }

  /** Makes a call when there is room for it; none if it is aborted before. */
  async run<T>(signal: AbortSignal, call: () => Promise<T[]>): Promise<T[]> {
    if (signal.aborted) {
      return [];
    }
    const { promise: aborted, resolve } = Promise.withResolvers<T[]>();
    const stop = () => resolve([]);
    signal.addEventListener('abort', stop);
    const called = this.#limit(() => (signal.aborted ? [] : call()));
    try {
      return await Promise.race([called, aborted]);
    } finally {
      // A separate signal for the listener would keep the results until the signal of the run is collected.
      signal.removeEventListener('abort', stop);
    }
  }

  /** The answer of the source to any question while it accepts no calls. */
  get paused(): Limited | undefined {
    const now = this.options.now().toMillis();
    const until = this.#pause?.retryAt.getTime() ?? now;
    // A pause that is too long began while the clock was ahead.
    return until > now && until <= now + LONGEST_PAUSE_MS
      ? this.#pause
      : undefined;
  }

  /** Pauses calls until the time that the source names, within bounds. */
  pause({ reason, retryAt }: Limited): Limited {
    const now = this.options.now().toMillis();
    const until = new Date(
      Math.min(
        Math.max(retryAt.getTime(), now + SHORTEST_PAUSE_MS),
        now + LONGEST_PAUSE_MS,
      ),
    );
    const before = this.paused;
    if (!before) {
      this.options.logger.info(
        `A source of fact collector ${this.options.id} is paused until ${until.toISOString()}: ${reason}`,
      );
    }
    if (!before || before.retryAt < until) {
      this.#pause = { status: 'limited', reason, retryAt: until };
    }
    return this.#pause!;
  }
}

/** A limiter for each source of each collector. */
export class SourceLimiters {
  readonly #limiters = new Map<string, SourceLimiter>();

  constructor(
    private readonly options: { logger: LoggerService; now: () => DateTime },
  ) {}

  /** Finds the limiter of an entity's source. Entities whose source a collector cannot name share one. */
  find(
    { id, cost, sourceOf }: ConfiguredCollector,
    entity?: Entity,
  ): SourceLimiter {
    const key = `${id} ${(entity && findSource(entity, sourceOf)) ?? ''}`;
    const limiter =
      this.#limiters.get(key) ??
      new SourceLimiter({ id, cost, ...this.options });
    this.#limiters.set(key, limiter);
    return limiter;
  }
}

function findSource(
  entity: Entity,
  sourceOf: ConfiguredCollector['sourceOf'],
): string | undefined {
  try {
    return sourceOf?.(entity);
  } catch {
    return undefined;
  }
}
