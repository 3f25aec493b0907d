import { fleetChannel } from '@paved-road/plugin-paved-road-common';
import { DependencyList, useCallback, useRef, useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { useChangeSignal } from '../signals';

/**
 * Something about the fleet, read again whenever the fleet changes. What is there stays while that is under
 * way, and when it fails.
 *
 * @param deps - what it is about: for something else, nothing of this is kept when reading fails
 */
export function useFleetData<T>(load: () => Promise<T>, deps: DependencyList) {
  const [changes, setChanges] = useState(0);
  useChangeSignal(
    fleetChannel,
    useCallback(() => setChanges(count => count + 1), []),
  );
  const kept = useRef<{ deps: DependencyList; value: T }>();
  const { loading, error, value, retry } = useAsyncRetry(async () => {
    const loaded = await load();
    kept.current = { deps, value: loaded };
    return loaded;
  }, [...deps, changes]);
  const isKept = kept.current?.deps.every((dep, index) =>
    Object.is(dep, deps[index]),
  );
  return {
    loading,
    error,
    value: value ?? (isKept ? kept.current?.value : undefined),
    retry,
  };
}
