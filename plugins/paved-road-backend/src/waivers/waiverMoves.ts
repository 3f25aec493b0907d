import {
  approveWaiver,
  endRenewedWaiver,
  rejectWaiver,
  revokeWaiver,
  WaiverAction,
  WaiverEvent,
  WaiverSignature,
  WaiverState,
} from '@paved-road/plugin-paved-road-common';
import { StoredWaiver, WaiverChange } from './WaiverStore';

/** What becomes of a waiver, and what its history says. */
const moves: Record<
  WaiverAction,
  {
    event: WaiverEvent['action'];
    next: (waiver: StoredWaiver, signature: WaiverSignature) => WaiverState;
  }
> = {
  approve: { event: 'approved', next: approveWaiver },
  reject: { event: 'rejected', next: rejectWaiver },
  revoke: { event: 'revoked', next: revokeWaiver },
};

/** The write of what somebody decides on a waiver. */
export function moveWaiver(
  waiver: StoredWaiver,
  action: WaiverAction,
  signature: WaiverSignature,
): WaiverChange {
  const { by, at, comment } = signature;
  const { event, next } = moves[action];
  return changeOf(waiver, next(waiver, signature), {
    at,
    actor: by,
    action: event,
    comment,
  });
}

/** The write of what becomes of a waiver in force when its renewal is approved. */
export function endRenewed(
  { id }: StoredWaiver,
  earlier: StoredWaiver,
  { at, by }: WaiverSignature,
): WaiverChange {
  return changeOf(earlier, endRenewedWaiver(earlier), {
    at,
    actor: by,
    action: 'renewed',
    comment: `Continued by waiver ${id}`,
  });
}

/** The write that brings a waiver into another state, without what belonged to the old one. */
export function changeOf(
  waiver: StoredWaiver,
  state: WaiverState,
  event: WaiverEvent,
): WaiverChange {
  const {
    status,
    decision,
    revocation,
    ...content
  }: StoredWaiver & { decision?: unknown; revocation?: unknown } = waiver;
  return { record: { ...content, ...state }, event };
}
