import {
  keepPreviousData,
  QueryKey,
  useInfiniteQuery,
} from '@tanstack/react-query';
import { useCallback } from 'react';
import { usePavedRoadQueries } from './queryClient';
import { useChannels } from './useChannels';

/** A part of a list. */
export interface PageOfItems<T> {
  items: T[];
  /** Absent on the last page. */
  nextCursor?: string;
}

/**
 * A list that grows page by page. Loaded items stay while another list loads, and if loading more or reloading fails.
 *
 * @param key - identifies the list, see `useData`
 * @param load - loads the page of a cursor, or the first page
 * @param options - when all loaded pages load again, see `DataOptions`
 */
export function usePages<T, P extends PageOfItems<T> = PageOfItems<T>>(
  key: QueryKey,
  load: (cursor: string | undefined) => Promise<P>,
  options: {
    channels?: string[];
    interval?: (items: T[]) => number | false;
  } = {},
) {
  const { channels, interval } = options;
  const list = useInfiniteQuery(
    {
      queryKey: key,
      queryFn: ({ pageParam }) => load(pageParam),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: page => page.nextCursor,
      placeholderData: keepPreviousData,
      refetchInterval:
        interval &&
        (({ state }) =>
          interval(state.data?.pages.flatMap(({ items }) => items) ?? [])),
      meta: { channels },
    },
    usePavedRoadQueries(),
  );
  useChannels(channels);
  const pages = list.data?.pages;
  const last = pages?.at(-1);
  const { refetch, fetchNextPage } = list;
  return {
    loading: list.isFetching,
    error: list.error ?? undefined,
    value: pages &&
      last && { ...last, items: pages.flatMap(({ items }) => items) },
    /** Repeats a failed request. */
    retry: () => (list.isFetchNextPageError ? fetchNextPage() : refetch()),
    /** Reloads all loaded pages. */
    reload: useCallback(() => refetch(), [refetch]),
    loadMore: () => fetchNextPage(),
  };
}
