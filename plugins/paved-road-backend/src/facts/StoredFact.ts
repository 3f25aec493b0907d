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

export interface ExpectedFacts {
  entityRef: string;
  names: string[];
  /** Hash of the entity; if it changes, its facts are collected again at once. */
  hash: string;
}

/** The place of facts that were read before their entity was in the catalog. */
export const FIRST_PLACE = '';

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
    /** Hash of the annotations and labels when the value was read, or {@link FIRST_PLACE}; they locate the entity in other systems. */
    place?: string;
  };
  failures: number;
  /** The first failure in a row, ISO 8601. */
  failingSince?: string;
  /** Identifies the claim. */
  token: string;
}

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

/** Supplies facts to the evaluation of scorecards. */
export interface FactSource {
  /** A text per entity that changes with its facts; one query that reads no values. */
  versionsFor(entityRefs: string[]): Promise<Map<string, string>>;
  /** By entity reference, then by name; one query. */
  factsFor(
    entityRefs: string[],
  ): Promise<Map<string, Record<string, FactOutcome>>>;
}
