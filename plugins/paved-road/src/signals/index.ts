export { useChangeSignal } from './useChangeSignal';
