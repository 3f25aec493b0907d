import { StoredTime, toIsoTime } from '../database/sql';
import { hashOf } from '../database/hash';
import { FactClaim, FactResult, FactVersion, StoredFact } from './FactStore';

/** The due time of pushed facts, after all collected ones. */
export const NEVER_DUE = new Date('9999-01-01T00:00:00Z');

/** Identifies a fact. */
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
}): FactKey {
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

const toOptionalTime = (time: StoredTime | null) =>
  time === null ? undefined : toIsoTime(time);

/* Only a fact that was known can be lost. */
const readLostSince = (
  row: Pick<FactRow, 'collected_at' | 'failing_since'>,
): string | undefined =>
  row.collected_at === null ? undefined : toOptionalTime(row.failing_since);

export function toStoredFact(row: FactRow): StoredFact {
  const fact = {
    entityRef: row.entity_ref,
    name: row.name,
    dueAt: toIsoTime(row.due_at),
  };
  switch (row.status) {
    case 'known':
      return {
        ...fact,
        status: 'known',
        value: JSON.parse(row.value!),
        source: row.source!,
        etag: row.etag ?? undefined,
        collectedAt: toIsoTime(row.collected_at!),
        observedAt: toOptionalTime(row.observed_at),
        expiresAt: toOptionalTime(row.expires_at),
        pushedBy: row.pushed_by ?? undefined,
        ...(row.failing_since !== null && {
          failing: {
            reason: row.reason!,
            since: toIsoTime(row.failing_since),
          },
        }),
      };
    case 'unknown':
      return {
        ...fact,
        status: 'unknown',
        reason: row.reason!,
        triedAt: toIsoTime(row.tried_at!),
        failures: row.failures,
        lostSince: readLostSince(row),
      };
    default:
      return { ...fact, status: 'pending', reason: row.reason ?? undefined };
  }
}

export function toVersion(
  row: Pick<
    FactRow,
    | 'entity_ref'
    | 'name'
    | 'status'
    | 'value_digest'
    | 'reason'
    | 'collected_at'
    | 'failing_since'
  >,
): FactVersion {
  const { entity_ref: entityRef, name, status } = row;
  switch (status) {
    case 'known':
      return { entityRef, name, version: row.value_digest! };
    case 'unknown':
      return {
        entityRef,
        name,
        version: ['unknown', readLostSince(row), row.reason]
          .filter(part => part !== undefined)
          .join(' '),
      };
    default:
      return { entityRef, name, version: status };
  }
}

export function toClaim(row: FactRow, token: string): FactClaim {
  const value = row.value === null ? undefined : JSON.parse(row.value);
  return {
    entityRef: row.entity_ref,
    name: row.name,
    // A value read for an earlier version of the entity may no longer be true.
    ...(row.value !== null &&
      row.value_entity_digest === row.entity_digest && {
        previous: { value, etag: row.etag ?? undefined },
      }),
    ...(row.status === 'known' && {
      known: { value, place: row.value_place_digest ?? undefined },
    }),
    failures: row.failures,
    ...(row.failing_since !== null && {
      failingSince: toIsoTime(row.failing_since),
    }),
    token,
  };
}

/** Whether a result changes the value or status of a fact. */
export function isChange(
  before: Pick<FactRow, 'status' | 'value_digest'>,
  result: FactResult,
): boolean {
  switch (result.status) {
    case 'known':
      return (
        before.status !== 'known' ||
        before.value_digest !== hashOf(result.value)
      );
    case 'not-modified':
      return before.status !== 'known';
    case 'failing':
    case 'limited':
      return false;
    default:
      return before.status !== 'unknown';
  }
}

/** The key of a fact in a map; neither part contains a space. */
export function toMapKey(fact: FactKey): string {
  return `${fact.name} ${fact.entity_ref}`;
}
