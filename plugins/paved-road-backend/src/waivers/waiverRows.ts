import {
  WaiverEvent,
  WaiverFacts,
  WaiverSignature,
  WaiverState,
  WaiverStatus,
} from '@paved-road/plugin-paved-road-common';
import { StoredTime, toIsoTime } from '../database/sql';
import { ListedWaiver, StoredWaiver } from './WaiverStore';

/** A row of the table `waivers`. */
export interface WaiverRow {
  id: string;
  entity_ref: string;
  check_id: string;
  status: WaiverStatus;
  revision: number;
  reason: string;
  expires_at: StoredTime;
  requested_by: string;
  requested_at: StoredTime;
  renews: string | null;
  decided_by: string | null;
  decided_at: StoredTime | null;
  decision_comment: string | null;
  revoked_by: string | null;
  revoked_at: StoredTime | null;
  revocation_comment: string | null;
}

/** What the index knows of the entity of a waiver; null when it is not in the catalog any more. */
export interface EntityColumns {
  entity_title: string | null;
  owner: string | null;
}

/** The columns that an evaluation needs. */
export type FactsRow = Pick<
  WaiverRow,
  'id' | 'entity_ref' | 'check_id' | 'reason' | 'requested_by' | 'expires_at'
> & { decided_by: string };

export function toWaiverRow(waiver: StoredWaiver, revision: number): WaiverRow {
  const decision = 'decision' in waiver ? waiver.decision : undefined;
  const revocation = 'revocation' in waiver ? waiver.revocation : undefined;
  return {
    id: waiver.id,
    entity_ref: waiver.entityRef,
    check_id: waiver.checkId,
    status: waiver.status,
    revision,
    reason: waiver.reason,
    expires_at: new Date(waiver.expiresAt),
    requested_by: waiver.requestedBy,
    requested_at: new Date(waiver.requestedAt),
    renews: waiver.renews ?? null,
    decided_by: decision?.by ?? null,
    decided_at: decision ? new Date(decision.at) : null,
    decision_comment: decision?.comment ?? null,
    revoked_by: revocation?.by ?? null,
    revoked_at: revocation ? new Date(revocation.at) : null,
    revocation_comment: revocation?.comment ?? null,
  };
}

export function fromWaiverRow(
  row: WaiverRow,
  events: WaiverEvent[],
): StoredWaiver {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    checkId: row.check_id,
    revision: row.revision,
    reason: row.reason,
    expiresAt: toIsoTime(row.expires_at),
    requestedBy: row.requested_by,
    requestedAt: toIsoTime(row.requested_at),
    renews: row.renews ?? undefined,
    events,
    ...stateOf(row),
  };
}

export function fromListedRow(
  row: WaiverRow & EntityColumns,
  events: WaiverEvent[],
): ListedWaiver {
  return {
    ...fromWaiverRow(row, events),
    entityTitle: row.entity_title ?? undefined,
    owner: row.owner ?? undefined,
  };
}

export function toWaiverFacts(row: FactsRow): WaiverFacts {
  return {
    id: row.id,
    checkId: row.check_id,
    reason: row.reason,
    requestedBy: row.requested_by,
    approvedBy: row.decided_by,
    expiresAt: toIsoTime(row.expires_at),
  };
}

function stateOf(row: WaiverRow): WaiverState {
  const decision = signatureOf(
    row.decided_by,
    row.decided_at,
    row.decision_comment,
  );
  const revocation = signatureOf(
    row.revoked_by,
    row.revoked_at,
    row.revocation_comment,
  );
  const { status } = row;
  switch (status) {
    case 'requested':
      return { status };
    case 'expired':
      return { status, ...(decision && { decision }) };
    case 'revoked':
      if (revocation) {
        return { status, ...(decision && { decision }), revocation };
      }
      break;
    default:
      if (decision) {
        return { status, decision };
      }
  }
  throw new Error(
    `Waiver ${row.id} is ${status}, but its row does not say by whom and when`,
  );
}

function signatureOf(
  by: string | null,
  at: StoredTime | null,
  comment: string | null,
): WaiverSignature | undefined {
  return by === null || at === null
    ? undefined
    : { by, at: toIsoTime(at), comment: comment ?? undefined };
}
