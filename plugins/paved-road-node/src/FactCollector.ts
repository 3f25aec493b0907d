import { Entity } from '@backstage/catalog-model';
import { FilterPredicate } from '@backstage/filter-predicates';
import { HumanDuration } from '@backstage/types';
import { z } from 'zod';

/**
 * What a collector is given for one entity.
 *
 * @public
 */
export interface FactCollectorContext<T = unknown> {
  /** As the catalog has it. */
  entity: Entity;
  /** Aborted when the timeout has passed or the back end shuts down. Pass it on to every request. */
  signal: AbortSignal;
  /** What the collector returned the last time it knew the value, to ask only for what is newer. */
  previous?: {
    value: T;
    /** As the collector returned it. */
    etag?: string;
  };
}

/**
 * What a collector found out. It throws where it found out nothing: the fact is unknown then, with the
 * message of the error as its reason, and is collected again later.
 *
 * @public
 */
export type CollectedFact<T = unknown> =
  | {
      status: 'known';
      value: T;
      /** Where it was read, for people: a URL or the name of a system. */
      source: string;
      /** Handed back with the next call. */
      etag?: string;
    }
  | {
      /** What `previous` has is still so. */
      status: 'not-modified';
    };

/**
 * Finds out something about entities that the catalog does not know. Rules read it as `facts.<id>`.
 *
 * @public
 */
export interface FactCollector<T = unknown> {
  /** Name under `facts` in expressions: a letter, then letters and digits. */
  id: string;
  /** For pages, such as Repository. */
  title: string;
  /** What it finds out and where, in a sentence. */
  description: string;
  /**
   * The value; expressions are type-checked against it, and a value that does not match is not used.
   *
   * @param zod - the zod that the back end validates with
   */
  schema: (zod: typeof z) => z.ZodType<T>;
  /** For how long a value counts as fresh; it is collected again afterwards. At least a minute. */
  freshness: HumanDuration;
  /** After how long a call is given up. Default: 30 seconds. */
  timeout?: HumanDuration;
  /**
   * What a call costs, from a local computation (`low`) to one that meters or limits requests
   * (`high`): 32, 8 or 2 calls run at the same time in each back end.
   */
  cost: 'low' | 'medium' | 'high';
  /** Which entities it can say something about; all that have a scorecard when absent. */
  filter?: FilterPredicate;
  /**
   * Finds out the fact for one entity.
   *
   * @throws anything where it finds out nothing; people read the message of the error
   */
  collect(context: FactCollectorContext<T>): Promise<CollectedFact<T>>;
}
