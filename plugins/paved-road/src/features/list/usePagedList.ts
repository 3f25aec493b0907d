import { Page } from '@paved-road/plugin-paved-road-common';
import { Loaded } from '../../data/queries/useData';
import { useFleetData } from '../../data/fleet/fleetData';
import { PageCursors, usePageCursors } from '../../ui/components/Pages';

/** One page of a list, with the way to the others. */
export interface PagedList<P> {
  page: Loaded<P>;
  cursors: PageCursors;
}

/**
 * A list that the service pages. Back returns to the page before; other filters start on the first page.
 *
 * @param id - distinguishes the lists of a page
 * @param filters - another value loads another list
 */
export function usePagedList<P extends Page<unknown>>(
  id: string,
  filters: unknown,
  load: (cursor: string | undefined) => Promise<P>,
): PagedList<P> {
  const cursors = usePageCursors(id);
  const { cursor } = cursors;
  return {
    page: useFleetData([id, filters, cursor], () => load(cursor)),
    cursors,
  };
}

/** Pages of rows that are all loaded. */
export function useLoadedList<T>(
  id: string,
  rows: T[],
  pageSize: number,
): PagedList<Page<T>> {
  const cursors = usePageCursors(id);
  const start = Number(cursors.cursor ?? 0);
  const end = start + pageSize;
  return {
    page: {
      loading: false,
      value: {
        items: rows.slice(start, end),
        nextCursor: end < rows.length ? String(end) : undefined,
        totalItems: rows.length,
      },
      retry: async () => {},
    },
    cursors,
  };
}
