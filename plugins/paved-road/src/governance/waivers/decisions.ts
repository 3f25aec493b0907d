import { Waiver, WaiverAction } from '@paved-road/plugin-paved-road-common';

/** What people decide: a waiver that nobody has decided on is taken back, one in force is revoked. */
export type WaiverDecisionStep = WaiverAction | 'withdraw';

/** The step as the service knows it. */
export const actionOf = (step: WaiverDecisionStep): WaiverAction =>
  step === 'withdraw' ? 'revoke' : step;

/** Whether who asked for the waiver must be able to read why. */
export const needsReason = (step: WaiverDecisionStep): boolean =>
  step === 'reject' || step === 'revoke';

/** What the person may decide about a waiver now. */
export function stepsOf({ status, allowed }: Waiver): WaiverDecisionStep[] {
  if (allowed.review) {
    // Who may decide on a request rejects it, instead of taking it back for another person.
    return ['approve', 'reject'];
  }
  if (!allowed.revoke) {
    return [];
  }
  return [status === 'requested' ? 'withdraw' : 'revoke'];
}
