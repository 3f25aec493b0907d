import { StoredTime } from '../database/sql';
import { StoredFact } from './StoredFact';

/** The due time of pushed facts, after all collected ones. */
export const NEVER_DUE = new Date('9999-01-01T00:00:00Z');

export interface FactKey {
  entity_ref: string;
  name: string;
}

/** SQL for the reason why an expired fact is unknown. */
export const expiredReason = (source: string, pushedBy: string) =>
  `'expired; last pushed by ' || ${pushedBy} || ', source as stated: ' || substr(${source}, 1, 400)`;

export const keyColumns = { entity_ref: 'text', name: 'text' } as const;

export function toKey({
  entityRef,
  name,
}: {
  entityRef: string;
  name: string;
}) {
  return { entity_ref: entityRef, name };
}

/** A row of the table `facts`. */
export interface FactRow extends FactKey {
  entity_digest: string;
  due_at: StoredTime;
  token: string | null;
  status: StoredFact['status'];
  value: string | null;
  value_digest: string | null;
  source: string | null;
  etag: string | null;
  value_entity_digest: string | null;
  value_place_digest: string | null;
  collected_at: StoredTime | null;
  reason: string | null;
  tried_at: StoredTime | null;
  failures: number;
  observed_at: StoredTime | null;
  expires_at: StoredTime | null;
  failing_since: StoredTime | null;
  /** Null if it is collected. */
  pushed_by: string | null;
}

/** The key of a fact in a map; neither part contains a space. */
export function toMapKey(fact: FactKey): string {
  return `${fact.name} ${fact.entity_ref}`;
}
