import { PavedRoadApi } from '@paved-road/plugin-paved-road-common';
import {
  hashKey,
  keepPreviousData,
  QueryKey,
  useQuery,
} from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { usePavedRoadApi } from '../api';
import { findQueryClient } from './queryClient';
import { useChannels } from './useChannels';

/** The state of a request, see `AsyncView`. */
export interface Loaded<T> {
  loading: boolean;
  error?: Error;
  value?: T;
  /** @returns when it has loaded or failed */
  retry: () => Promise<unknown>;
}

/** When data loads again, and what shows meanwhile. */
export interface DataOptions<T> {
  /** Signal channels whose changes reload the data. */
  channels?: string[];
  /** Version of what the data depends on, undefined until it is known; another one reloads the data. */
  version?: unknown;
  /** Milliseconds until the data loads again; false for data that is complete. */
  interval?: (value: T | undefined) => number | false;
  /** Whether the data of the last key shows until the data of this one has loaded. Default: true. */
  keepsLastKey?: boolean;
}

/**
 * Data of the service. Keeps the last data while it loads, and if reloading fails.
 *
 * @param key - identifies the data; parts of a page with the same key share one request
 */
export function useData<T>(
  key: QueryKey,
  load: (api: PavedRoadApi) => Promise<T>,
  options: DataOptions<T> = {},
): Loaded<T> {
  const { channels, version, interval, keepsLastKey = true } = options;
  const api = usePavedRoadApi();
  const client = findQueryClient(api);
  const { data, error, isFetching, refetch } = useQuery<{ value: T }>(
    {
      queryKey: key,
      // A query must not be undefined, but data may be.
      queryFn: () => load(api).then(value => ({ value })),
      placeholderData: keepsLastKey ? keepPreviousData : undefined,
      refetchInterval: interval && (query => interval(query.state.data?.value)),
      meta: { channels },
    },
    client,
  );
  useChannels(channels);
  const hash = hashKey(key);
  const loaded = useRef({ hash, version });
  useEffect(() => {
    const last = loaded.current;
    loaded.current = { hash, version };
    // Data with a new key loads anyway.
    if (
      last.hash === hash &&
      last.version !== undefined &&
      last.version !== version
    ) {
      refetch();
    }
  }, [hash, version, refetch]);
  const retry = useCallback(() => refetch(), [refetch]);
  return {
    loading: isFetching,
    error: error ?? undefined,
    value: data?.value,
    retry,
  };
}
