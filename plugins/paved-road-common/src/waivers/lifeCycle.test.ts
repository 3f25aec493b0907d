import fc from 'fast-check';
import {
  approveWaiver,
  assertRenewable,
  availableWaiverActions,
  endRenewedWaiver,
  expireWaiver,
  isInForce,
  isRenewable,
  rejectWaiver,
  revokeWaiver,
  WaiverAction,
  WaiverSignature,
  WaiverState,
  WaiverSubject,
} from './lifeCycle';

const people = ['user:default/ada', 'user:default/grace', 'user:default/sam'];
const [ada, grace] = people;
const start = Date.parse('2026-01-01T00:00:00.000Z');
const day = (n: number) => new Date(start + n * 86_400_000);
const expiresAt = day(10).toISOString();

const request: WaiverSubject = {
  status: 'requested',
  requestedBy: ada,
  expiresAt,
};
const signed = (by: string, on = 1): WaiverSignature => ({
  by,
  at: day(on).toISOString(),
});
const inState = (state: WaiverState): WaiverSubject => ({
  ...state,
  requestedBy: ada,
  expiresAt,
});
const approved = inState({ status: 'approved', decision: signed(grace) });

const transitions: Record<
  WaiverAction,
  (waiver: WaiverSubject, signature: WaiverSignature) => WaiverState
> = { approve: approveWaiver, reject: rejectWaiver, revoke: revokeWaiver };

type Step =
  | { kind: WaiverAction; by: string; on: number }
  | { kind: 'expire' | 'renewed'; on: number };

const onDay = fc.integer({ min: 0, max: 20 });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constantFrom<WaiverAction[]>('approve', 'reject', 'revoke'),
    by: fc.constantFrom(...people),
    on: onDay,
  }),
  fc.record({
    kind: fc.constantFrom<Array<'expire' | 'renewed'>>('expire', 'renewed'),
    on: onDay,
  }),
);
/** Things that happen one after the other. */
const anyHistory = fc
  .array(anyStep, { maxLength: 8 })
  .map(steps => steps.toSorted((a, b) => a.on - b.on));

function take(waiver: WaiverSubject, step: Step): WaiverState | undefined {
  try {
    switch (step.kind) {
      case 'expire':
        return expireWaiver(waiver, day(step.on));
      case 'renewed':
        return endRenewedWaiver(waiver);
      default:
        return transitions[step.kind](waiver, signed(step.by, step.on));
    }
  } catch {
    return undefined;
  }
}

/** A waiver before and after each thing that happened to it. */
function live(history: Step[]) {
  const lived: Array<{
    step: Step;
    before: WaiverSubject;
    after: WaiverSubject;
  }> = [];
  let waiver = request;
  for (const step of history) {
    const state = take(waiver, step);
    if (state) {
      lived.push({ step, before: waiver, after: inState(state) });
      waiver = inState(state);
    }
  }
  return lived;
}

describe('the life of a waiver', () => {
  it('goes from a request through a decision to its end', () => {
    const decision = { ...signed(grace), comment: 'For the release.' };
    const inForce = inState(approveWaiver(request, decision));
    expect(inForce).toMatchObject({ status: 'approved', decision });
    expect(expireWaiver(inForce, day(10))).toEqual({
      status: 'expired',
      decision,
    });
    expect(endRenewedWaiver(inForce)).toEqual({ status: 'expired', decision });
    expect(revokeWaiver(inForce, signed(ada, 2))).toEqual({
      status: 'revoked',
      decision,
      revocation: signed(ada, 2),
    });
    expect(rejectWaiver(request, decision)).toEqual({
      status: 'rejected',
      decision,
    });
    expect(revokeWaiver(request, signed(ada))).toEqual({
      status: 'revoked',
      revocation: signed(ada),
    });
    expect(expireWaiver(request, day(10))).toEqual({ status: 'expired' });
  });

  it('is over after at most two steps, and nothing ever happens to it then', () => {
    fc.assert(
      fc.property(anyHistory, history => {
        const lived = live(history);
        expect(lived.length).toBeLessThanOrEqual(2);
        for (const { before } of lived) {
          expect(['requested', 'approved']).toContain(before.status);
        }
      }),
    );
  });

  it('is decided by a second person, before its time is over', () => {
    fc.assert(
      fc.property(anyHistory, history => {
        const decisions = live(history).flatMap(({ after }) =>
          'decision' in after && after.decision ? [after.decision] : [],
        );
        for (const { by, at } of decisions) {
          expect(by).not.toBe(ada);
          expect(at < expiresAt).toBe(true);
        }
      }),
    );
  });

  it('keeps who approved it, whatever its end', () => {
    fc.assert(
      fc.property(anyHistory, history => {
        const ends = live(history).flatMap(({ before, after }) =>
          before.status === 'approved' ? [{ before, after }] : [],
        );
        for (const { before, after } of ends) {
          expect(after).toHaveProperty('decision', before.decision);
        }
      }),
    );
  });

  it('lets exactly those actions happen that it offers', () => {
    fc.assert(
      fc.property(
        anyHistory,
        fc.constantFrom(...people),
        onDay,
        (history, actor, on) => {
          const waiver = live(history).at(-1)?.after ?? request;
          const possible = (Object.keys(transitions) as WaiverAction[]).filter(
            kind => take(waiver, { kind, by: actor, on }),
          );
          expect(availableWaiverActions(waiver, actor, day(on))).toEqual(
            possible,
          );
        },
      ),
    );
  });

  it('has an effect from its approval until it ends', () => {
    fc.assert(
      fc.property(anyHistory, onDay, (history, on) => {
        const waiver = live(history).at(-1)?.after ?? request;
        expect(isInForce(waiver, day(on))).toBe(
          waiver.status === 'approved' && on < 10,
        );
      }),
    );
  });

  it('is not ended before its time', () => {
    expect(() => expireWaiver(approved, day(9))).toThrow(
      `The waiver does not expire before ${expiresAt}`,
    );
  });

  it.each<[string, () => unknown, RegExp]>([
    [
      'who decided before',
      () => rejectWaiver(approved, signed('user:default/sam', 2)),
      /Only a waiver that is requested can be rejected, and user:default\/grace approved this one at 2026-01-02T/,
    ],
    [
      'who revoked it',
      () =>
        revokeWaiver(
          inState(revokeWaiver(approved, signed(ada, 3))),
          signed(grace, 4),
        ),
      /requested or approved can be revoked, and user:default\/ada revoked this one at 2026-01-04T/,
    ],
    [
      'that it has expired',
      () =>
        approveWaiver(inState(expireWaiver(request, day(10))), signed(grace)),
      /can be approved, and this one has expired/,
    ],
    [
      'that its time is over',
      () => approveWaiver(request, signed(grace, 10)),
      /cannot be approved, because it ended at 2026-01-11T.*request a new one/,
    ],
    [
      'who needs a second person',
      () => approveWaiver(request, signed(ada)),
      /by a second person; user:default\/ada requested this one/,
    ],
    [
      'what can end',
      () => endRenewedWaiver(inState(rejectWaiver(request, signed(grace)))),
      /ended: user:default\/grace rejected this one/,
    ],
  ])('refuses what is too late, and says %s', (_, act, message) => {
    expect(act).toThrow(message);
  });
});

describe('the renewal of a waiver', () => {
  const rejected = inState({ status: 'rejected', decision: signed(grace) });
  const revoked = inState(revokeWaiver(approved, signed(grace, 2)));
  const takenBack = inState(revokeWaiver(request, signed(ada)));
  const expired = inState(expireWaiver(approved, day(10)));
  const undecided = inState(expireWaiver(request, day(10)));

  it('continues one that is or was in force until its time was over', () => {
    const renewable = (waiver: WaiverState) => isRenewable(waiver, undefined);
    expect([approved, expired].every(renewable)).toBe(true);
    expect(
      [request, rejected, revoked, takenBack, undecided].some(renewable),
    ).toBe(false);
    expect(() =>
      assertRenewable({ ...undecided, id: 'w1' }, undefined),
    ).toThrow(/renews: waiver w1 was never active; omit/);
  });

  it('makes no branches, and none is made by a renewal that was never in force', () => {
    const continuedBy = (renewal: WaiverState) =>
      !isRenewable(expired, renewal);
    expect([request, approved, expired, revoked].every(continuedBy)).toBe(true);
    expect([rejected, takenBack, undecided].some(continuedBy)).toBe(false);
  });

  it.each<[string, WaiverState, string]>([
    ['waits', request, 'it waits for a review'],
    ['is in force', approved, 'renew that one'],
    ['has expired', expired, 'renew that one'],
    ['was revoked', revoked, 'omit renews to request a new one'],
  ])('is refused beside one that %s, with what to do', (_, renewal, told) => {
    expect(() =>
      assertRenewable({ ...expired, id: 'w1' }, { ...renewal, id: 'w2' }),
    ).toThrow(`renews: waiver w1 is already renewed by waiver w2; ${told}`);
  });
});
