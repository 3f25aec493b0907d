import { useEffect, useRef } from 'react';

/** Moves the focus to an element when its content changes, but not initially. */
export function useFocusOnChange<E extends HTMLElement>(content: string) {
  const element = useRef<E>(null);
  const shown = useRef(content);
  useEffect(() => {
    if (shown.current !== content) {
      shown.current = content;
      element.current?.focus();
    }
  }, [content]);
  return element;
}
