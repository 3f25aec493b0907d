import { ConflictError, InputError } from '@backstage/errors';
import {
  approveWaiver,
  CheckResult,
  endRenewedWaiver,
  rejectWaiver,
  revokeWaiver,
  WaiverAction,
  WaiverEvent,
  WaiverSignature,
  WaiverState,
} from '@paved-road/plugin-paved-road-common';
import { DateTime, Duration } from 'luxon';
import { StoredWaiver, WaiverChange } from './WaiverStore';

/** How far the requester's clock may be ahead. */
export const CLOCK_SKEW = Duration.fromObject({ minutes: 5 });

/**
 * @param maxDuration - the maximum duration of a waiver from now
 * @throws InputError if it is in the past or too far in the future
 */
export function assertExpiry(
  expiresAt: string,
  now: DateTime,
  maxDuration: Duration,
): void {
  const expiry = DateTime.fromISO(expiresAt, { zone: 'utc' });
  if (expiry <= now) {
    throw new InputError(
      `expiresAt: ${expiresAt} is over, use a time in the future`,
    );
  }
  const latest = now.plus(maxDuration);
  if (expiry > latest.plus(CLOCK_SKEW)) {
    throw new InputError(
      `expiresAt: ${expiresAt} is more than ${maxDuration.toHuman()} away, use at most ${latest.toISO()}`,
    );
  }
}

/**
 * Only a failing check can be waived; a waived check can be waived for longer.
 *
 * @throws ConflictError with the result of the check and what to do instead
 */
export function assertWaivable(
  results: CheckResult[],
  { entityRef, checkId }: { entityRef: string; checkId: string },
): void {
  const result = results.find(candidate => candidate.checkId === checkId);
  const nothing = 'so there is nothing to waive';
  switch (result?.state) {
    case 'fail':
    case 'waived':
      return;
    case 'pass':
      throw new ConflictError(
        `checkId: ${entityRef} passes ${checkId}, ${nothing}`,
      );
    case 'unknown':
      throw new ConflictError(
        `checkId: it is not known whether ${entityRef} passes ${checkId}: ${result.reason.replace(/\.?$/, '.')} A waiver is for a check that fails; repair what keeps it from being known`,
      );
    default:
      throw new ConflictError(
        `checkId: ${checkId} does not apply to ${entityRef}, ${nothing}`,
      );
  }
}

/** The new state of a waiver and the event in its history. */
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

export function moveWaiver(
  waiver: StoredWaiver,
  action: WaiverAction,
  signature: WaiverSignature,
): WaiverChange {
  const { by, at, comment } = signature;
  const { event, next } = moves[action];
  return createWaiverChange(waiver, next(waiver, signature), {
    at,
    actor: by,
    action: event,
    comment,
  });
}

/** The write that ends a waiver in force because its renewal is approved. */
export function endRenewed(
  { id }: StoredWaiver,
  earlier: StoredWaiver,
  { at, by }: WaiverSignature,
): WaiverChange {
  return createWaiverChange(earlier, endRenewedWaiver(earlier), {
    at,
    actor: by,
    action: 'renewed',
    comment: `Continued by waiver ${id}`,
  });
}

/** The write that changes the state of a waiver, without the fields of the old state. */
export function createWaiverChange(
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
