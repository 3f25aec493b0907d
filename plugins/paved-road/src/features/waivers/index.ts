export { useCheckWaiver, WaiverChips, WaiverNotes } from './CheckWaiver';
export {
  EntityWaiversProvider,
  useEntityWaivers,
  useWaiverLink,
  WaiverHint,
} from './EntityWaivers';
export { WaiverEvents } from './WaiverEvents';
export { WaiverRequestDialog } from './WaiverRequestDialog';
export { endsWithinDays } from './waiverTimes';
export { WaiverStatusChip } from './WaiverStatusChip';
