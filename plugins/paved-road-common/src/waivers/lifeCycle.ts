import { ConflictError, NotAllowedError } from '@backstage/errors';
import { isOver } from '../scorecards/subject';
import { WaiverStatus } from './schemas';

/** Author, time and comment of an action on a waiver. @public */
export type WaiverSignature = { by: string; at: string; comment?: string };

/** The status of a waiver with its signatures, which remain after it ends. @public */
export type WaiverState =
  | { status: 'requested' }
  | { status: 'approved'; decision: WaiverSignature }
  | { status: 'rejected'; decision: WaiverSignature }
  | {
      status: 'revoked';
      /** Absent if it was withdrawn before a review. */
      decision?: WaiverSignature;
      revocation: WaiverSignature;
    }
  | {
      status: 'expired';
      /** Absent if nobody reviewed it in time. */
      decision?: WaiverSignature;
    };

/** The input of the life cycle; every Waiver is one. @public */
export type WaiverSubject = WaiverState & {
  requestedBy: string;
  /** ISO 8601. */
  expiresAt: string;
};

/** @public */
export const waiverActions = ['approve', 'reject', 'revoke'] as const;

/** An action on a waiver. @public */
export type WaiverAction = (typeof waiverActions)[number];

type Started<A extends WaiverAction> = Extract<
  WaiverSubject,
  { status: A extends 'revoke' ? 'requested' | 'approved' : 'requested' }
>;

const requiredStatuses: Record<WaiverAction, WaiverStatus[]> = {
  approve: ['requested'],
  reject: ['requested'],
  revoke: ['requested', 'approved'],
};

const participle: Record<WaiverAction, string> = {
  approve: 'approved',
  reject: 'rejected',
  revoke: 'revoked',
};

/** Whether a waiver is active at a time: from its approval until its expiry. @public */
export function isInForce(
  waiver: Pick<WaiverSubject, 'status' | 'expiresAt'>,
  now: Date,
): boolean {
  return waiver.status === 'approved' && !isOver(waiver, now);
}

/**
 * The actions that the status of a waiver allows a person. Permissions may restrict them further.
 *
 * @param actor - entity reference of the person
 * @public
 */
export function availableWaiverActions(
  subject: Pick<WaiverSubject, 'status' | 'expiresAt' | 'requestedBy'>,
  actor: string,
  now: Date,
): WaiverAction[] {
  return isOver(subject, now)
    ? []
    : waiverActions.filter(
        action =>
          requiredStatuses[action].includes(subject.status) &&
          (action === 'revoke' || actor !== subject.requestedBy),
      );
}

/**
 * Approves a request and activates the waiver. A renewal replaces its predecessor, see {@link endRenewedWaiver}.
 *
 * @throws ConflictError if it is not open for review
 * @throws NotAllowedError if the reviewer requested it
 * @public
 */
export function approveWaiver(
  subject: WaiverSubject,
  decision: WaiverSignature,
): WaiverState {
  demandStart(subject, 'approve', decision);
  demandSecondPerson(subject, 'approve', decision);
  return { status: 'approved', decision };
}

/**
 * Rejects a request.
 *
 * @throws ConflictError if it is not open for review
 * @throws NotAllowedError if the reviewer requested it
 * @public
 */
export function rejectWaiver(
  subject: WaiverSubject,
  decision: WaiverSignature,
): WaiverState {
  demandStart(subject, 'reject', decision);
  demandSecondPerson(subject, 'reject', decision);
  return { status: 'rejected', decision };
}

/**
 * Withdraws a request or revokes an active waiver. Its requester may do so too.
 *
 * @throws ConflictError if it has ended
 * @public
 */
export function revokeWaiver(
  subject: WaiverSubject,
  revocation: WaiverSignature,
): WaiverState {
  const started = demandStart(subject, 'revoke', revocation);
  return {
    status: 'revoked',
    ...(started.status === 'approved' && { decision: started.decision }),
    revocation,
  };
}

/**
 * Ends a request or an active waiver after its expiry.
 *
 * @throws ConflictError if it has ended already, or has not expired
 * @public
 */
export function expireWaiver(subject: WaiverSubject, now: Date): WaiverState {
  if (!isOver(subject, now)) {
    throw new ConflictError(
      `The waiver does not expire before ${subject.expiresAt}`,
    );
  }
  return toExpired(subject);
}

/**
 * Ends an active waiver when its renewal is approved, so that a check has one active waiver at a time. The renewal
 * links to it.
 *
 * @throws ConflictError if it has ended already
 * @public
 */
export function endRenewedWaiver(subject: WaiverSubject): WaiverState {
  return toExpired(subject);
}

/**
 * Whether a waiver can be renewed: it is or was active, and has no renewal yet. Renewals form a chain without branches.
 *
 * @param renewal - its newest renewal
 * @public
 */
export function isRenewable(
  waiver: WaiverState,
  renewal: WaiverState | undefined,
): boolean {
  return (
    (waiver.status === 'approved' ||
      (waiver.status === 'expired' && waiver.decision !== undefined)) &&
    !continues(renewal)
  );
}

/**
 * @param renewal - its newest renewal
 * @throws ConflictError if it cannot be renewed, see {@link isRenewable}
 * @public
 */
export function assertRenewable(
  waiver: WaiverState & { id: string },
  renewal: (WaiverState & { id: string }) | undefined,
): void {
  if (isRenewable(waiver, renewal)) {
    return;
  }
  throw new ConflictError(
    renewal && continues(renewal)
      ? `renews: waiver ${waiver.id} is already renewed by waiver ${renewal.id}; ${suggestAlternative(renewal)}`
      : `renews: waiver ${waiver.id} was never active; omit renews to request a new one`,
  );
}

/* A renewal that was never active does not count. */
function continues(renewal: WaiverState | undefined): boolean {
  return (
    renewal !== undefined &&
    (renewal.status === 'requested' ||
      (renewal.status !== 'rejected' && renewal.decision !== undefined))
  );
}

/** The advice if a waiver has a renewal already. */
function suggestAlternative({ status }: WaiverState): string {
  switch (status) {
    case 'requested':
      return 'it waits for a review';
    case 'revoked':
      return 'omit renews to request a new one';
    default:
      return 'renew that one';
  }
}

function toExpired(subject: WaiverSubject): WaiverState {
  switch (subject.status) {
    case 'requested':
      return { status: 'expired' };
    case 'approved':
      return { status: 'expired', decision: subject.decision };
    default:
      throw new ConflictError(`The waiver has ended: ${describeEnd(subject)}`);
  }
}

function demandStart<A extends WaiverAction>(
  subject: WaiverSubject,
  action: A,
  { at }: WaiverSignature,
): Started<A> {
  const starts = requiredStatuses[action];
  if (!starts.includes(subject.status)) {
    throw new ConflictError(
      `Only a waiver that is ${starts.join(' or ')} can be ${participle[action]}, and ${describeEnd(subject)}`,
    );
  }
  if (isOver(subject, new Date(at))) {
    throw new ConflictError(
      `The waiver cannot be ${participle[action]}, because it ended at ${subject.expiresAt}; request a new one`,
    );
  }
  return subject as Started<A>;
}

function demandSecondPerson(
  { requestedBy }: WaiverSubject,
  action: WaiverAction,
  { by }: WaiverSignature,
): void {
  if (by === requestedBy) {
    throw new NotAllowedError(
      `Waivers must be ${participle[action]} by a second person; ${by} requested this one`,
    );
  }
}

/** Author and time of the current status, as a clause. */
function describeEnd(subject: WaiverSubject): string {
  switch (subject.status) {
    case 'requested':
      return 'this one waits for a review';
    case 'revoked':
      return `${subject.revocation.by} revoked this one at ${subject.revocation.at}`;
    case 'expired':
      return 'this one has expired';
    default:
      return `${subject.decision.by} ${subject.status} this one at ${subject.decision.at}`;
  }
}
