import { useCallback, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';

const parameter = 'a';

/** The URL of this page for another request. */
export function linkTo(encoded: string | undefined): string {
  const link = new URL(window.location.href);
  link.searchParams.delete(parameter);
  if (encoded) {
    link.searchParams.set(parameter, encoded);
  }
  return link.href;
}

/** The request in the URL. `opened` counts followed links; the page's own updates of the URL do not count. */
export function useLinkedRequest() {
  const [params, setParams] = useSearchParams();
  const linked = params.get(parameter) ?? undefined;
  const [link, setLink] = useState({ opened: 0, encoded: linked });
  const known = useRef(linked);

  useEffect(() => {
    if (linked !== known.current) {
      known.current = linked;
      setLink(last => ({ opened: last.opened + 1, encoded: linked }));
    }
  }, [linked]);

  const write = useCallback(
    (encoded: string | undefined) => {
      known.current = encoded;
      setParams(
        previous => {
          const next = new URLSearchParams(previous);
          next.delete(parameter);
          if (encoded) {
            next.set(parameter, encoded);
          }
          return next;
        },
        { replace: true },
      );
    },
    [setParams],
  );

  return { ...link, write };
}
