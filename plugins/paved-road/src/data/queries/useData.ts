import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  QueryClient,
  QueryKey,
  useQuery,
} from '@tanstack/react-query';
import { pavedRoadApiRef } from '../api';

/** The state of a request, see `AsyncView`. */
export interface Loaded<T> {
  loading: boolean;
  error?: Error;
  value?: T;
  retry: () => void;
}

const clients = new WeakMap<object, QueryClient>();

/**
 * All tabs, cards and form fields share one client, although each is a separate tree in the new frontend system.
 *
 * @param api - the client of the REST API, one per app
 */
export function findClient(api: object): QueryClient {
  let client = clients.get(api);
  if (!client) {
    client = new QueryClient({
      defaultOptions: {
        queries: {
          // Data goes with its last reader, and signals say when to load it again.
          gcTime: 0,
          networkMode: 'always',
          refetchOnMount: false,
          refetchOnReconnect: false,
          refetchOnWindowFocus: false,
          retry: false,
        },
      },
    });
    clients.set(api, client);
  }
  return client;
}

/**
 * Data of the service. Keeps the last data while it loads, and if reloading fails.
 *
 * @param key - identifies the data; parts of a page that mount together with the same key share one request
 */
export function useData<T>(key: QueryKey, load: () => Promise<T>): Loaded<T> {
  const client = findClient(useApi(pavedRoadApiRef));
  const { data, error, isFetching, refetch } = useQuery(
    {
      queryKey: key,
      // A query must not be undefined, but data may be.
      queryFn: async () => ({ value: await load() }),
      placeholderData: keepPreviousData,
    },
    client,
  );
  return {
    loading: isFetching,
    error: error ?? undefined,
    value: data?.value,
    retry: async () => {
      // A request under way may have read what has changed since.
      await client.cancelQueries(
        { queryKey: key, exact: true },
        { silent: true },
      );
      await refetch();
    },
  };
}
