export { useChangeSignal } from './useChangeSignal';
export { useFollowedData } from './useFollowedData';
export { useScorecardSignal } from './useScorecardSignal';
