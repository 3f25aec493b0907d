import { MutationCache, QueryClient } from '@tanstack/react-query';
import { usePavedRoadApi } from '../api';

const clients = new WeakMap<object, QueryClient>();

/**
 * The cache of all requests through a client of the service. Tabs, cards and form fields share it, although each is a
 * separate tree in the new frontend system.
 */
export function findQueryClient(api: object): QueryClient {
  const existing = clients.get(api);
  if (existing) {
    return existing;
  }
  const client: QueryClient = new QueryClient({
    mutationCache: new MutationCache({
      // Each change can finish work that waits for the person.
      onSuccess: () => {
        client.invalidateQueries({ queryKey: ['inbox'] });
      },
    }),
    defaultOptions: {
      queries: {
        // A page that opens again shows its last data at once, while it loads.
        gcTime: 5 * 60_000,
        // A part that joins others shares their data.
        refetchOnMount: ({ observers }) => observers.length < 2,
        networkMode: 'always',
        refetchOnReconnect: false,
        refetchOnWindowFocus: false,
        retry: false,
      },
      mutations: { networkMode: 'always' },
    },
  });
  clients.set(api, client);
  return client;
}

/** The cache of the page's requests, for `useQuery`, `useMutation` and invalidation. */
export function usePavedRoadQueries(): QueryClient {
  return findQueryClient(usePavedRoadApi());
}
