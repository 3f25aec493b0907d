import { FactOutcome } from '@paved-road/plugin-paved-road-common';

/** A stored fact of an entity. Times are ISO 8601. */
export type StoredFact = {
  entityRef: string;
  /** Name under `facts` in expressions. */
  name: string;
  /** Time of the next collection; it says nothing of a fact that is pushed. */
  dueAt: string;
} & (
  | {
      status: 'pending';
      /** Why it waits, if not for its turn. */
      reason?: string;
    }
  | {
      status: 'known';
      value: unknown;
      source: string;
      etag?: string;
      /** When the value was last confirmed. */
      collectedAt: string;
      /** When the value was true, if the source says. */
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
      /** If it was known before: the first failure in a row. */
      lostSince?: string;
    }
);

/** Shows whether a fact has changed. */
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

/** A fact that this back end collects now. When the claim expires, another back end takes over. */
export interface FactClaim {
  entityRef: string;
  name: string;
  /** The last known value, if the entity is still the same. */
  previous?: { value: unknown; etag?: string };
  /** The value that counts as known, whatever became of the entity. */
  known?: {
    value: unknown;
    /** Hash of where the entity was elsewhere when the value was read. */
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
      /** Hash of where the entity is elsewhere. */
      place?: string;
    }
  | { status: 'not-modified' }
  /** The source failed; the known value holds. */
  | { status: 'failing'; reason: string }
  /** The source takes no calls; whatever is known holds, and this counts as no failure. */
  | { status: 'limited'; reason: string }
  | { status: 'unknown'; reason: string }
);

/** Stores the facts of entities and the times of their next collection. */
export interface FactStore {
  /**
   * A text per fact that differs if its status, value or reason does; one query that reads no values. Entities
   * without facts are absent.
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
  /**
   * Adds facts that are missing, removes those that are not expected, and makes those of changed entities due. Pushed
   * facts stay.
   */
  expect(expected: ExpectedFacts[]): Promise<void>;
  /** Marks all facts of a collector as due. */
  expire(name: string): Promise<void>;
  /** Makes the facts of a collector due now that have failed since a time between two, because it works again. */
  hasten(
    name: string,
    options: { from: string; to: string; now: string },
  ): Promise<void>;
  /** Tells of the known facts of a collector that are due, and that nobody collects right now, that its source fails. */
  fail(name: string, options: { reason: string; now: string }): Promise<void>;
  /**
   * Makes facts unknown, with the last reason, whose source has failed since before a time, by collector.
   *
   * @returns their entities
   */
  endGraces(
    since: Array<{ name: string; before: string }>,
    options: { now: string; limit: number },
  ): Promise<string[]>;
  /**
   * Makes pushed facts unknown that have expired, the oldest first.
   *
   * @returns their entities
   */
  endExpired(options: { now: string; limit: number }): Promise<string[]>;
  /** Claims due facts, oldest first; no other back end gets them before `expiresAt`. */
  claim(options: {
    names: string[];
    limit: number;
    now: string;
    expiresAt: string;
    /** Only those of this entity, due or not. */
    entityRef?: string;
  }): Promise<FactClaim[]>;
  /**
   * Stores results, and the numbers of known values in the history, unless the claim has expired and another replica has the fact now.
   *
   * @returns entities with a fact that changed its value or status
   */
  save(results: FactResult[], now: string): Promise<string[]>;
  /** Forgets the facts of entities, pushed ones and their history too. */
  remove(entityRefs: string[]): Promise<void>;
}

/** Supplies facts to the evaluation of scorecards. */
export interface FactSource {
  /**
   * A text per entity that differs if its facts do, without reading them; one query. Entities without facts may be
   * absent.
   */
  versionsFor(entityRefs: string[]): Promise<Map<string, string>>;
  /** By entity reference, then by name; one query. */
  factsFor(
    entityRefs: string[],
  ): Promise<Map<string, Record<string, FactOutcome>>>;
}
