export {
  approveWaiver,
  assertRenewable,
  availableWaiverActions,
  endRenewedWaiver,
  expireWaiver,
  isInForce,
  isRenewable,
  rejectWaiver,
  revokeWaiver,
  waiverActions,
} from './lifeCycle';
export type {
  WaiverAction,
  WaiverSignature,
  WaiverState,
  WaiverSubject,
} from './lifeCycle';
export * from './schemas';
