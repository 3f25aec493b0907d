import { Entity } from '@backstage/catalog-model';
import { FilterPredicate } from '@backstage/filter-predicates';
import { HumanDuration } from '@backstage/types';
import { z } from 'zod';

/** The input of a collector for one entity. @public */
export interface FactCollectorContext<T = unknown> {
  /** The entity in the catalog. */
  entity: Entity;
  /** Aborted after the timeout or when the back end shuts down. Pass it on to every request. */
  signal: AbortSignal;
  /** The last known result of the collector, to request only newer data. */
  previous?: {
    value: T;
    /** As returned by the collector. */
    etag?: string;
  };
  /**
   * The etag of the last known result, even if the entity has changed since and `previous` is absent. It distinguishes
   * an edited entity from a new one.
   */
  lastEtag?: string;
}

/** An earlier value. Unknown parts may be missing. @public */
export interface EarlierValue<T = unknown> {
  /** When the value was true, ISO 8601. */
  at: string;
  value: Partial<T> | T;
}

/**
 * The result of a collector. If it throws, the last value stays valid during the grace. Then, or immediately after a
 * NotFoundError (the source has nothing about the entity), the fact is unknown, with the message of the error as the
 * reason. It is collected again later.
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
       * Earlier values, from sources that keep a history. Their numbers go into the history of the fact. Useful if
       * `previous` is absent.
       */
      earlier?: EarlierValue<T>[];
    }
  | {
      /** The value in `previous` is still true. */
      status: 'not-modified';
    };

/**
 * Thrown by a collector when its source limits the rate of calls. Calls to the source, or without `sourceOf` of the
 * whole collector, pause until `retryAt`. Values stay, and this does not count as a failure.
 *
 * @public
 */
export class SourceLimitedError extends Error {
  name = 'SourceLimitedError' as const;
  /** When calls may continue. */
  readonly retryAt: Date;

  constructor(message: string, retryAt: Date) {
    super(message);
    this.retryAt = retryAt;
  }
}

/**
 * The part of a fact that is a measure of the advisor. See the reference of measurements for names and units.
 *
 * @public
 */
export interface FactMeasurement {
  /** Path of the number in the value, such as `latency.p95`. Empty if the value is the number. Default: empty. */
  field?: string;
  /** Unit of the number. Default: the unit of the measure. */
  unit?: string;
  /**
   * Days that the number covers, such as 30 for a rate over 30 days. Decisions ignore the number until it has been measured
   * for as long. At most 300. Default: 0.
   */
  days?: number;
}

/** A fact that pipelines and tools push with REST or the command line. @public */
export interface PushedFactDeclaration<T = unknown> {
  /** Name under `facts` in expressions: a letter, then letters and digits. */
  id: string;
  /** Title on pages, such as Test coverage. */
  title: string;
  /** Content and origin, in one sentence. */
  description: string;
  /** Schema of the value, as of a collector. */
  schema: (zod: typeof z) => z.ZodType<T>;
  /** How long a value counts at most. A push may expire earlier, but not later. Default: it does not expire. */
  expiresAfter?: HumanDuration;
  /** Only services may push it. Default: everyone the permission policy allows. */
  pushers?: 'services';
  /** Entities that can have the fact. Default: all. */
  filter?: FilterPredicate;
  /** Measures of the advisor in the value, by their names. */
  measurements?: Record<string, FactMeasurement>;
}

/** Collects data about entities that the catalog does not have. Rules read it as `facts.<id>`. @public */
export interface FactCollector<T = unknown> {
  /** Name under `facts` in expressions: a letter, then letters and digits. */
  id: string;
  /** Title on pages, such as Repository. */
  title: string;
  /** Content and source, in one sentence. */
  description: string;
  /**
   * Schema of the value. Expressions are type-checked against it, and values that do not match are rejected.
   *
   * @param zod - the zod that the back end uses for validation
   */
  schema: (zod: typeof z) => z.ZodType<T>;
  /** Time before a value is collected again. At least a minute. */
  freshness: HumanDuration;
  /** Time limit of a call. Default: 30 seconds. */
  timeout?: HumanDuration;
  /** How long a known value stays valid after the first of consecutive failures. Default: 24 hours. */
  grace?: HumanDuration;
  /**
   * Cost of a call, from a local computation (`low`) to a system that meters or limits requests (`high`). For each
   * source, a back end runs 32, 8 or 2 calls at the same time.
   */
  cost: 'low' | 'medium' | 'high';
  /** Entities that have the fact. Default: all with a scorecard. */
  filter?: FilterPredicate;
  /** Measures of the advisor in the value, by their names. */
  measurements?: Record<string, FactMeasurement>;
  /**
   * Name of the source of an entity if the collector has several with separate limits, such as a host or an
   * organisation. After a `SourceLimitedError`, only calls to the same source pause. Default: one source for all.
   *
   * @returns the same name for the same source
   */
  sourceOf?(entity: Entity): string;
  /**
   * Collects the fact for one entity.
   *
   * @throws any error if there is no value; its message is shown to people
   */
  collect(context: FactCollectorContext<T>): Promise<CollectedFact<T>>;
  /** For sources that answer for many entities at once. Background collection uses it instead of `collect`. */
  batch?: {
    /** Maximum number of entities per call. */
    size: number;
    /**
     * Collects the fact for several entities.
     *
     * @param contexts - all with the same signal
     * @returns a result or an error for each context, in the same order
     * @throws any error that applies to all
     */
    collect(
      contexts: FactCollectorContext<T>[],
    ): Promise<Array<CollectedFact<T> | Error>>;
  };
}
