import { FactOutcome } from '@paved-road/plugin-paved-road-common';

/** What is stored of a fact of an entity. Times are ISO 8601. */
export type StoredFact = {
  entityRef: string;
  /** Id of the collector. */
  name: string;
  /** When it is collected again. */
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
      /** How often in a row it failed. */
      failures: number;
    }
);

/** Tells whether a fact is still as it was. */
export interface FactVersion {
  entityRef: string;
  /** Id of the collector. */
  name: string;
  version: string;
}

/** Which facts an entity is to have. */
export interface ExpectedFacts {
  entityRef: string;
  names: string[];
  /** Of the entity; when it changes, its facts are collected again at once. */
  digest: string;
}

/** A fact that this back end collects now; another one does so when the claim expires. */
export interface FactClaim {
  entityRef: string;
  name: string;
  /** The last known value. */
  previous?: { value: unknown; etag?: string };
  failures: number;
  /** Tells this claim from others. */
  token: string;
}

/** How a claimed fact was collected. */
export type FactResult = { claim: FactClaim; dueAt: string } & (
  | { status: 'known'; value: unknown; source: string; etag?: string }
  | { status: 'not-modified' }
  | { status: 'unknown'; reason: string }
);

/** Keeps the facts of entities, and when they are collected again. */
export interface FactStore {
  /**
   * For each fact, a text that differs where its status, value or reason does; one query, which reads no values.
   * Entities without facts are absent.
   */
  versions(entityRefs: string[]): Promise<Map<string, FactVersion[]>>;
  /** One query for all entities; those without facts are absent. */
  get(entityRefs: string[]): Promise<Map<string, StoredFact[]>>;
  /** Adds facts that are missing, removes those that are not expected, and makes those of changed entities due. */
  expect(expected: ExpectedFacts[]): Promise<void>;
  /** Makes all facts of a collector due. */
  expire(name: string): Promise<void>;
  /** Claims facts that are due, oldest first; no other back end gets them before `expiresAt`. */
  claim(options: {
    names: string[];
    limit: number;
    now: string;
    expiresAt: string;
    /** Only those of this entity, due or not. */
    entityRef?: string;
  }): Promise<FactClaim[]>;
  /**
   * Keeps results, unless the claim has expired and somebody else has the fact now.
   *
   * @returns entities of which a fact has another value or status than before
   */
  save(results: FactResult[], now: string): Promise<string[]>;
  remove(entityRefs: string[]): Promise<void>;
}

/** Where the evaluation of scorecards gets facts from. */
export interface FactSource {
  /**
   * A text for each entity that differs where its facts do, without reading them; one query. Entities without facts
   * may be absent.
   */
  versionsFor(entityRefs: string[]): Promise<Map<string, string>>;
  /** By entity reference, then by name; one query. */
  factsFor(
    entityRefs: string[],
  ): Promise<Map<string, Record<string, FactOutcome>>>;
}
