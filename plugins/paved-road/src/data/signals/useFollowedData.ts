import { DependencyList, useCallback, useRef, useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { useChangeSignal } from './useChangeSignal';

/**
 * Data that reloads on change signals. Keeps the last data while reloading, and if reloading fails.
 *
 * @param channel - the signal channel, see `useChangeSignal`
 * @param deps - when these change, old data is dropped
 */
export function useFollowedData<T>(
  channel: string,
  load: () => Promise<T>,
  deps: DependencyList,
) {
  const [changes, setChanges] = useState(0);
  useChangeSignal(
    channel,
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
