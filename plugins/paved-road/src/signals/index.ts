export { useChangeSignal } from './useChangeSignal';
export { useFollowedData } from './useFollowedData';
