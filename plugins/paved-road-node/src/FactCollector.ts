import { Entity } from '@backstage/catalog-model';
import { FilterPredicate } from '@backstage/filter-predicates';
import { HumanDuration } from '@backstage/types';
import { z } from 'zod';

/**
 * The input of a collector for one entity.
 *
 * @public
 */
export interface FactCollectorContext<T = unknown> {
  /** The entity in the catalog. */
  entity: Entity;
  /** Aborted after the timeout or when the back end shuts down. Pass it on to every request. */
  signal: AbortSignal;
  /** The last known result of the collector, for asking only for newer data. */
  previous?: {
    value: T;
    /** As returned by the collector. */
    etag?: string;
  };
}

/**
 * A value from before; parts that are not known of then may be missing.
 *
 * @public
 */
export interface EarlierValue<T = unknown> {
  /** When it was true, ISO 8601. */
  at: string;
  value: Partial<T> | T;
}

/**
 * The result of a collector. If it finds out nothing, it throws. Where the source is down, the last value holds for a
 * grace; a NotFoundError says that the source knows nothing of the entity, and ends it at once. The fact is then unknown,
 * with the message of the error as its reason, and is collected again later.
 *
 * @public
 */
export type CollectedFact<T = unknown> =
  | {
      status: 'known';
      value: T;
      /** The source, for people: a URL or the name of a system. */
      source: string;
      /** When the value was true, ISO 8601. Default: now. */
      observedAt?: string;
      /** Passed to the next call. */
      etag?: string;
      /**
       * Earlier values, whose numbers go into the history of the fact, for sources that keep one of their own. Useful
       * where `previous` is absent.
       */
      earlier?: EarlierValue<T>[];
    }
  | {
      /** The value in `previous` is still true. */
      status: 'not-modified';
    };

/**
 * Thrown by a collector when its source takes no more calls for a while, such as at a rate limit. The source rests
 * until then, which is the whole collector unless it has `sourceOf`; values stay as they are, and no failure is counted.
 *
 * @public
 */
export class SourceLimitedError extends Error {
  name = 'SourceLimitedError' as const;
  /** When it may be asked again. */
  readonly retryAt: Date;

  constructor(message: string, retryAt: Date) {
    super(message);
    this.retryAt = retryAt;
  }
}

/**
 * Where a measure of the advisor stands in a fact. See the reference of measurements for their names and units.
 *
 * @public
 */
export interface FactMeasurement {
  /** Path of the number in the value, such as `latency.p95`; empty where the value is the number. Default: empty. */
  field?: string;
  /** Unit of the number. Default: that of the measure. */
  unit?: string;
}

/**
 * A fact that pipelines and tools push, through REST or the command line.
 *
 * @public
 */
export interface PushedFactDeclaration<T = unknown> {
  /** Name under `facts` in expressions: a letter, then letters and digits. */
  id: string;
  /** For pages, such as Test coverage. */
  title: string;
  /** What it says and who pushes it, in one sentence. */
  description: string;
  /** Schema of the value, as of a collector. */
  schema: (zod: typeof z) => z.ZodType<T>;
  /** How long a value counts at most. A push may expire earlier, but not later. Default: it does not expire. */
  expiresAfter?: HumanDuration;
  /** Only services may push it. Default: everyone the permission policy allows. */
  pushers?: 'services';
  /** Entities it may be pushed for; all by default. */
  filter?: FilterPredicate;
  /** Measures of the advisor in the value, by their names. */
  measurements?: Record<string, FactMeasurement>;
}

/**
 * Collects a fact about entities that the catalog does not have. Rules read it as `facts.<id>`.
 *
 * @public
 */
export interface FactCollector<T = unknown> {
  /** Name under `facts` in expressions: a letter, then letters and digits. */
  id: string;
  /** For pages, such as Repository. */
  title: string;
  /** What it collects and where, in one sentence. */
  description: string;
  /**
   * Schema of the value. Expressions are type-checked against it; a value that does not match is not used.
   *
   * @param zod - the zod that the back end uses for validation
   */
  schema: (zod: typeof z) => z.ZodType<T>;
  /** How long a value counts as fresh before it is collected again. At least a minute. */
  freshness: HumanDuration;
  /** Time limit of a call. Default: 30 seconds. */
  timeout?: HumanDuration;
  /** How long a known value outlives a failing source, from its first failure in a row. Default: 24 hours. */
  grace?: HumanDuration;
  /**
   * Cost of a call, from a local computation (`low`) to a system that meters or limits requests (`high`). Each back
   * end runs 32, 8 or 2 calls at the same time.
   */
  cost: 'low' | 'medium' | 'high';
  /** Entities it applies to; by default, all that have a scorecard. */
  filter?: FilterPredicate;
  /** Measures of the advisor in the value, by their names. */
  measurements?: Record<string, FactMeasurement>;
  /**
   * Which of several sources with limits of their own an entity is asked of, such as a host or an organisation. A
   * `SourceLimitedError` for the entity lets those of the same source rest, and no others. Default: one source for all.
   *
   * @returns a name; the same one for the same source
   */
  sourceOf?(entity: Entity): string;
  /**
   * Collects the fact for one entity.
   *
   * @throws any error if it finds out nothing; people read its message
   */
  collect(context: FactCollectorContext<T>): Promise<CollectedFact<T>>;
  /** For sources that answer for many entities at once; used in the background in place of `collect`. */
  batch?: {
    /** The most entities of a call. */
    size: number;
    /**
     * Collects the fact for several entities.
     *
     * @param contexts - all with the same signal
     * @returns a result or an error for each, in their order
     * @throws any error that holds for all of them
     */
    collect(
      contexts: FactCollectorContext<T>[],
    ): Promise<Array<CollectedFact<T> | Error>>;
  };
}
