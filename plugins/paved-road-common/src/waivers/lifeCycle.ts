import { ConflictError, NotAllowedError } from '@backstage/errors';
import { isOver } from '../scorecards/subject';
import { WaiverStatus } from './schemas';

/** Who decided something about a waiver, when, and what they said. @public */
export type WaiverSignature = { by: string; at: string; comment?: string };

/**
 * Where a waiver stands: its status and what belongs to that status. What was signed once stays, so that it can be
 * read later who approved a waiver that is over.
 *
 * @public
 */
export type WaiverState =
  | { status: 'requested' }
  | { status: 'approved'; decision: WaiverSignature }
  | { status: 'rejected'; decision: WaiverSignature }
  | {
      status: 'revoked';
      /** Absent when it was taken back before anybody decided. */
      decision?: WaiverSignature;
      revocation: WaiverSignature;
    }
  | {
      status: 'expired';
      /** Absent when nobody decided in time. */
      decision?: WaiverSignature;
    };

/**
 * What the rules of the life cycle look at; every Waiver is one.
 *
 * @public
 */
export type WaiverSubject = WaiverState & {
  requestedBy: string;
  /** ISO 8601. */
  expiresAt: string;
};

/** @public */
export const waiverActions = ['approve', 'reject', 'revoke'] as const;

/** What can be done to a waiver in its life. @public */
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

/**
 * Whether a waiver has an effect at a moment: it does so from its approval until its expiry.
 *
 * @public
 */
export function isInForce(
  waiver: Pick<WaiverSubject, 'status' | 'expiresAt'>,
  now: Date,
): boolean {
  return waiver.status === 'approved' && !isOver(waiver, now);
}

/**
 * The actions that the state of a waiver and the person leave open. What a policy permits comes on top of it.
 *
 * @param actor - entity reference of the person who wants to act
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
 * Approves a request; the waiver is in force from then on. A renewal takes the place of the one that it continues,
 * see {@link endRenewedWaiver}.
 *
 * @throws ConflictError when nobody can decide on it any more
 * @throws NotAllowedError when it is the reviewer's own request
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
 * @throws ConflictError when nobody can decide on it any more
 * @throws NotAllowedError when it is the reviewer's own request
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
 * Takes a request, or a waiver that is in force, back. Who asked for it may do so too.
 *
 * @throws ConflictError when it is over
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
 * What becomes of a request, or of a waiver in force, when its time is over.
 *
 * @throws ConflictError when it is over already, or its time is not
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
 * What becomes of a waiver in force when its renewal is approved: it expires at that moment, whatever its date was,
 * so that one waiver at a time is in force for a check. The chain stays readable, because the renewal names it.
 *
 * @throws ConflictError when it is over already
 * @public
 */
export function endRenewedWaiver(subject: WaiverSubject): WaiverState {
  return toExpired(subject);
}

/**
 * Whether a waiver can be continued: one that is or was in force, and that nothing continues yet. A chain has no
 * branches, so the newest one of it is to be renewed.
 *
 * @param renewal - the newest request that continues it
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
 * @param renewal - the newest request that continues it
 * @throws ConflictError when it cannot be continued, see {@link isRenewable}
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
      ? `renews: waiver ${waiver.id} is continued by waiver ${renewal.id} already; ${suggestAlternative(renewal)}`
      : `renews: waiver ${waiver.id} is neither in force nor has it been; leave renews out to ask for a new one`,
  );
}

/* One that was never in force leaves the chain where it was. */
function continues(renewal: WaiverState | undefined): boolean {
  return (
    renewal !== undefined &&
    (renewal.status === 'requested' ||
      (renewal.status !== 'rejected' && renewal.decision !== undefined))
  );
}

/** What to do where a renewal continues a waiver already. */
function suggestAlternative({ status }: WaiverState): string {
  switch (status) {
    case 'requested':
      return 'it waits for a decision';
    case 'revoked':
      return 'leave renews out to ask for a new one';
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
      throw new ConflictError(`The waiver is over: ${describeEnd(subject)}`);
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
      `The waiver cannot be ${participle[action]}, because it ended at ${subject.expiresAt}; ask for a new one`,
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
      `Waivers are ${participle[action]} by a second person, and ${by} asked for this one`,
    );
  }
}

/** How it came to be as it is, for people: who and when. */
function describeEnd(subject: WaiverSubject): string {
  switch (subject.status) {
    case 'requested':
      return 'nobody has decided on this one';
    case 'revoked':
      return `${subject.revocation.by} revoked this one at ${subject.revocation.at}`;
    case 'expired':
      return 'this one has expired';
    default:
      return `${subject.decision.by} ${subject.status} this one at ${subject.decision.at}`;
  }
}
