export { CheckWaiver } from './CheckWaiver';
export { EntityWaiversProvider } from './EntityWaivers';
export { WaiverEvents } from './WaiverEvents';
export { WaiverHint } from './WaiverHint';
export { endsWithinDays } from './waiverTimes';
export { WaiverStatusChip } from './WaiverStatusChip';
