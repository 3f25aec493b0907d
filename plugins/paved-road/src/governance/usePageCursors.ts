import { useLocation, useNavigate } from 'react-router-dom';

/**
 * Where a list stands that can only be read forwards, page by page. The cursors of the pages before are
 * kept with the entry in the browser's history: Back returns to the page that one left, and a change of
 * the query string or a shared link starts with the first page.
 *
 * @param list - tells the lists of one page apart
 */
export function usePageCursors(list: string) {
  const { search, state } = useLocation();
  const navigate = useNavigate();
  const lists = cursorsIn(state);
  const cursors = lists[list] ?? [];
  const go = (to: string[]) =>
    navigate({ search }, { state: { cursors: { ...lists, [list]: to } } });
  return {
    /** Of the page to show; the first page has none. */
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
