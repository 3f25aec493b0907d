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
 * The result of a collector. If it finds out nothing, it throws: the fact is then unknown, with the message of the
 * error as its reason, and is collected again later.
 *
 * @public
 */
export type CollectedFact<T = unknown> =
  | {
      status: 'known';
      value: T;
      /** The source, for people: a URL or the name of a system. */
      source: string;
      /** Passed to the next call. */
      etag?: string;
    }
  | {
      /** The value in `previous` is still true. */
      status: 'not-modified';
    };

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
  /**
   * Cost of a call, from a local computation (`low`) to a system that meters or limits requests (`high`). Each back
   * end runs 32, 8 or 2 calls at the same time.
   */
  cost: 'low' | 'medium' | 'high';
  /** Entities it applies to; by default, all that have a scorecard. */
  filter?: FilterPredicate;
  /**
   * Collects the fact for one entity.
   *
   * @throws any error if it finds out nothing; people read its message
   */
  collect(context: FactCollectorContext<T>): Promise<CollectedFact<T>>;
}
