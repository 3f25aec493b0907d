import { fleetChannel } from '@paved-road/plugin-paved-road-common';
import { DependencyList } from 'react';
import { useFollowedData } from '../signals';

/**
 * Something about the fleet, read again whenever the fleet changes, see `useFollowedData`.
 *
 * @param deps - what it is about
 */
export function useFleetData<T>(load: () => Promise<T>, deps: DependencyList) {
  return useFollowedData(fleetChannel, load, deps);
}
