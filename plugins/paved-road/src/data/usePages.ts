import {
  DependencyList,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';

/** A part of a list. */
export interface PageOfItems<T> {
  items: T[];
  /** Absent on the last page. */
  nextCursor?: string;
}

/** A requested part of a list: the page of a cursor or the first page, and more pages up to a number of items. */
interface Part {
  cursor?: string;
  atLeast?: number;
}

/**
 * A list that grows page by page. Loaded items stay if loading more or reloading fails.
 *
 * @param load - loads the page of a cursor, or the first page
 * @param deps - changes reload the list
 */
export function usePages<T, P extends PageOfItems<T> = PageOfItems<T>>(
  load: (cursor: string | undefined) => Promise<P>,
  deps: DependencyList,
) {
  const [pages, setPages] = useState<P>();
  const [answer, request] = useAsyncFn(
    async ({ cursor, atLeast = 1 }: Part) => {
      let page = await load(cursor);
      while (page.nextCursor && page.items.length < atLeast) {
        const next = await load(page.nextCursor);
        page = { ...next, items: [...page.items, ...next.items] };
      }
      return { cursor, page };
    },
    deps,
    { loading: true },
  );
  const asked = useRef<Part>({});
  const read = useCallback(
    (part: Part) => {
      asked.current = part;
      request(part);
    },
    [request],
  );

  useEffect(() => read({}), [read]);
  useEffect(() => {
    if (answer.value) {
      const { cursor, page } = answer.value;
      setPages(before =>
        cursor === undefined || before === undefined
          ? page
          : { ...page, items: [...before.items, ...page.items] },
      );
    }
  }, [answer.value]);

  return {
    loading: answer.loading,
    error: answer.error,
    value: pages,
    /** Repeats a failed request. */
    retry: () => read(asked.current),
    /** Reloads all loaded pages. */
    reload: () => read({ atLeast: pages?.items.length }),
    loadMore: () => read({ cursor: pages?.nextCursor }),
    /** Changes items in place, without a request. */
    update: (change: (items: T[]) => T[]) =>
      setPages(before => before && { ...before, items: change(before.items) }),
  };
}
