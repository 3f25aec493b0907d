import { Loaded, useData } from '../queries/useData';

/**
 * Data that reloads on change signals.
 *
 * @param channel - the signal channel
 * @param key - see `useData`
 */
export function useFollowedData<T>(
  channel: string,
  key: readonly unknown[],
  load: () => Promise<T>,
): Loaded<T> {
  return useData(key, load, { channels: [channel] });
}
