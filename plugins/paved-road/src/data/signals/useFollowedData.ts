import { Loaded, useData } from '../queries/useData';
import { useChangeSignal } from './useChangeSignal';

/**
 * Data that reloads on change signals.
 *
 * @param channel - the signal channel, see `useChangeSignal`
 * @param key - see `useData`
 */
export function useFollowedData<T>(
  channel: string,
  key: readonly unknown[],
  load: () => Promise<T>,
): Loaded<T> {
  const data = useData(key, load);
  useChangeSignal(channel, data.retry);
  return data;
}
