import { FactOutcome } from '@paved-road/plugin-paved-road-common';

/** A stored fact of an entity. Times are ISO 8601. */
export type StoredFact = {
  entityRef: string;
  /** Name under `facts` in expressions. */
  name: string;
  /** Time of the next collection; meaningless for a pushed fact. */
  dueAt: string;
} & (
  | {
      status: 'pending';
      /** Why it waits, unless only for its turn. */
      reason?: string;
    }
  | {
      status: 'known';
      value: unknown;
      source: string;
      etag?: string;
      /** When the value was last confirmed. */
      collectedAt: string;
      /** When the value was true, according to the source. */
      observedAt?: string;
      /** When a pushed value becomes unknown. */
      expiresAt?: string;
      /** Who pushed it: an entity reference or the subject of a service; absent if it was collected. */
      pushedBy?: string;
      /** While the source fails and the value holds. */
      failing?: {
        reason: string;
        /** Of the first failure in a row. */
        since: string;
      };
    }
  | {
      status: 'unknown';
      reason: string;
      triedAt: string;
      /** Consecutive failures. */
      failures: number;
      /** The first failure in a row, if the fact was known before. */
      lostSince?: string;
    }
);

/** Changes whenever the fact does. */
export interface FactVersion {
  entityRef: string;
  /** Name under `facts` in expressions. */
  name: string;
  version: string;
}

/** The facts that an entity should have. */
export interface ExpectedFacts {
  entityRef: string;
  names: string[];
  /** Hash of the entity; if it changes, its facts are collected again at once. */
  hash: string;
}

/** A fact that this back end collects now. Another back end takes over when the claim expires. */
export interface FactClaim {
  entityRef: string;
  name: string;
  /** The last known value, if the entity is still the same. */
  previous?: { value: unknown; etag?: string };
  /** The etag of the last known value, even if the entity has changed since. */
  lastEtag?: string;
  /** The known value, even if the entity has changed since. */
  known?: {
    value: unknown;
    /** Hash of the annotations and labels when the value was read; they locate the entity in other systems. */
    place?: string;
  };
  failures: number;
  /** The first failure in a row, ISO 8601. */
  failingSince?: string;
  /** Identifies the claim. */
  token: string;
}

/** The result for a claimed fact. */
export type FactResult = { claim: FactClaim; dueAt: string } & (
  | {
      status: 'known';
      value: unknown;
      source: string;
      etag?: string;
      /** When the value was true, ISO 8601. Default: now. */
      observedAt?: string;
      /** Earlier values, whose numbers go into the history. Times are ISO 8601. */
      earlier?: Array<{ at: string; value: unknown }>;
      /** Hash of the annotations and labels of the entity. */
      place?: string;
    }
  | { status: 'not-modified' }
  /** The source failed; the known value holds. */
  | { status: 'failing'; reason: string }
  /** The source accepts no calls for a while; the known value holds, and no failure is counted. */
  | { status: 'limited'; reason: string }
  | { status: 'unknown'; reason: string }
);

/** A fact that was read before its entity entered the catalog. */
export interface FirstFact {
  name: string;
  value: unknown;
  /** For people. */
  source: string;
}

/** Stores which facts entities have. */
export interface FactStore {
  /**
   * A text per fact that changes with its status, value or reason; one query that reads no values. Entities without
   * facts are absent.
   */
  versions(entityRefs: string[]): Promise<Map<string, FactVersion[]>>;
  /**
   * One query for all entities; those without facts are absent.
   *
   * @param names - only these; others may be large
   */
  get(
    entityRefs: string[],
    names?: readonly string[],
  ): Promise<Map<string, StoredFact[]>>;
  /** Counts the known values of a fact, in all and with an etag that begins like this. */
  countKnown(
    name: string,
    etagStart: string,
  ): Promise<{ total: number; matching: number }>;
  /** Adds missing facts, removes unexpected ones unless they were pushed, and makes facts of changed entities due. */
  expect(expected: ExpectedFacts[]): Promise<void>;
  /**
   * Adds known facts of an entity that is about to enter the catalog. They are collected once it is there, and deleted
   * if it is not there an hour later. Facts that exist stay as they are.
   */
  addFirst(entityRef: string, facts: FirstFact[]): Promise<void>;
  /** Makes all facts of a collector due. */
  expire(name: string): Promise<void>;
  /** Deletes the facts of entities, with pushed ones and the history. */
  remove(entityRefs: string[]): Promise<void>;
}

/** Distributes due facts among back ends, and stores the results. */
export interface FactQueue {
  /**
   * Claims due facts of a collector, oldest first, or the given facts of an entity whether they are due or not. No
   * other back end gets them before `expiresAt`. A fact due after `longestDelayMs` is due now: the clock was ahead
   * when it was stored.
   */
  claim(
    options: { limit: number; now: string; expiresAt: string } & (
      | { name: string; longestDelayMs: number }
      | { names: string[]; entityRef: string }
    ),
  ): Promise<FactClaim[]>;
  /**
   * Stores results, and the numbers of known values in the history. Skips facts that another back end has claimed in
   * the meantime.
   *
   * @returns entities with a fact that changed its value or status
   */
  save(results: FactResult[], now: string): Promise<string[]>;
  /** Records that the source fails for known facts of a collector that are due and unclaimed. */
  markFailing(
    name: string,
    options: { reason: string; now: string },
  ): Promise<void>;
  /** Makes the facts of a collector due that have failed since `since` or later, because its source works again. */
  retryFailing(
    name: string,
    options: { since: string; now: string },
  ): Promise<void>;
  /**
   * Makes facts unknown whose source has failed since before a time, by collector. Their reason is the last failure.
   *
   * @returns their entities
   */
  endGraces(
    since: Array<{ name: string; before: string }>,
    options: { now: string; limit: number },
  ): Promise<string[]>;
  /**
   * Makes expired pushed facts unknown, oldest first.
   *
   * @returns their entities
   */
  endExpired(options: { now: string; limit: number }): Promise<string[]>;
}

/** Supplies facts to the evaluation of scorecards. */
export interface FactSource {
  /** A text per entity that changes with its facts; one query that reads no values. */
  versionsFor(entityRefs: string[]): Promise<Map<string, string>>;
  /** By entity reference, then by name; one query. */
  factsFor(
    entityRefs: string[],
  ): Promise<Map<string, Record<string, FactOutcome>>>;
}
