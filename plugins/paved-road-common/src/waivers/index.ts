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
  RenewedWaiver,
  WaiverAction,
  WaiverSignature,
  WaiverState,
  WaiverSubject,
} from './lifeCycle';
export * from './schemas';
