import { FactOutcome } from '@paved-road/plugin-paved-road-common';

/** A stored fact of an entity. Times are ISO 8601. */
export type StoredFact = {
  entityRef: string;
  /** Id of the collector. */
  name: string;
  /** Time of the next collection. */
  dueAt: string;
} & (
  | { status: 'pending' }
  | {
      status: 'known';
      value: unknown;
      source: string;
      etag?: string;
      collectedAt: string;
    }
  | {
      status: 'unknown';
      reason: string;
      triedAt: string;
      /** Consecutive failures. */
      failures: number;
    }
);

/** Shows whether a fact has changed. */
export interface FactVersion {
  entityRef: string;
  /** Id of the collector. */
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
  /** The last known value. */
  previous?: { value: unknown; etag?: string };
  failures: number;
  /** Identifies the claim. */
  token: string;
}

/** The result for a claimed fact. */
export type FactResult = { claim: FactClaim; dueAt: string } & (
  | { status: 'known'; value: unknown; source: string; etag?: string }
  | { status: 'not-modified' }
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
  /** Adds facts that are missing, removes those that are not expected, and makes those of changed entities due. */
  expect(expected: ExpectedFacts[]): Promise<void>;
  /** Marks all facts of a collector as due. */
  expire(name: string): Promise<void>;
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
   * Stores results, unless the claim has expired and another replica has the fact now.
   *
   * @returns entities with a fact that changed its value or status
   */
  save(results: FactResult[], now: string): Promise<string[]>;
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
