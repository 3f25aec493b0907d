import { useEffect, useRef } from 'react';

/** Takes the focus to the heading of a panel when it opens, and back to where it was when it closes. */
export function usePanelFocus() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    heading.current?.focus();
    return () => {
      if (opener instanceof HTMLElement) {
        opener.focus();
      }
    };
  }, []);
  return heading;
}
