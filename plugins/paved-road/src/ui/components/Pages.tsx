import { TablePagination } from '@backstage/ui';
import { Page } from '@paved-road/plugin-paved-road-common';
import { useLocation, useNavigate } from 'react-router-dom';
import { formatNumber } from '../formats';
import { componentsTexts } from './texts';
import { useTexts } from '../texts/useTexts';

const pageSizes = [10, 20, 50, 100];

/** The way from a page to others. */
export type PageCursors = Pick<
  ReturnType<typeof usePageCursors>,
  'pagesBefore' | 'next' | 'previous'
>;

/** The current page of a list, with buttons for the previous and next page. */
export function Pages(props: {
  page: Page<unknown>;
  cursors: PageCursors;
  pageSize: number;
  onPageSizeChange?: (pageSize: number) => void;
}) {
  const { page, cursors, pageSize, onPageSizeChange } = props;
  const t = useTexts(componentsTexts);
  const { nextCursor, items, totalItems } = page;
  const before = cursors.pagesBefore * pageSize;
  return (
    <TablePagination
      pageSize={pageSize}
      pageSizeOptions={[...new Set([...pageSizes, pageSize])]
        .sort((a, b) => a - b)
        .map(value => ({
          value,
          label: t('pages.size', { size: formatNumber(value) }),
        }))}
      showPageSizeOptions={onPageSizeChange !== undefined}
      onPageSizeChange={onPageSizeChange}
      totalCount={totalItems}
      getLabel={() =>
        t('pages.range', {
          from: formatNumber(before + 1),
          to: formatNumber(before + items.length),
          total: formatNumber(totalItems),
        })
      }
      hasPreviousPage={cursors.pagesBefore > 0}
      onPreviousPage={cursors.previous}
      hasNextPage={nextCursor !== undefined}
      onNextPage={() => nextCursor && cursors.next(nextCursor)}
    />
  );
}

/**
 * Position in a forward-only paged list. Stores the cursors of previous pages in the browser history: Back returns to
 * the page, and a new query or a shared link starts on the first page.
 *
 * @param list - distinguishes lists on the same page
 */
export function usePageCursors(list: string) {
  const { search, state } = useLocation();
  const navigate = useNavigate();
  const lists = cursorsIn(state);
  const cursors = lists[list] ?? [];
  const go = (to: string[]) =>
    navigate({ search }, { state: { cursors: { ...lists, [list]: to } } });
  return {
    /** Cursor of the current page; absent on the first page. */
    cursor: cursors.at(-1),
    /** Number of pages before this one. */
    pagesBefore: cursors.length,
    next: (cursor: string) => go([...cursors, cursor]),
    previous: () => go(cursors.slice(0, -1)),
  };
}

function cursorsIn(state: unknown): Record<string, string[]> {
  return (
    (state as { cursors?: Record<string, string[]> } | null)?.cursors ?? {}
  );
}
