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

/**
 * A list that grows page by page. What is there stays when more of it, or all of it anew, cannot be read.
 *
 * @param load - reads the page that a cursor stands for, and without one the first
 * @param deps - what the list is read anew for
 */
export function usePages<T>(
  load: (cursor: string | undefined) => Promise<PageOfItems<T>>,
  deps: DependencyList,
) {
  const [pages, setPages] = useState<PageOfItems<T>>();
  const [answer, request] = useAsyncFn(
    async (cursor?: string) => ({ cursor, page: await load(cursor) }),
    deps,
    { loading: true },
  );
  const asked = useRef<string>();
  const read = useCallback(
    (cursor?: string) => {
      asked.current = cursor;
      request(cursor);
    },
    [request],
  );

  useEffect(() => read(), [read]);
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
    /** Asks again for what could not be read. */
    retry: () => read(asked.current),
    reload: () => read(),
    loadMore: () => read(pages?.nextCursor),
    /** Changes items in place, without a request. */
    update: (change: (items: T[]) => T[]) =>
      setPages(before => before && { ...before, items: change(before.items) }),
  };
}
