import { useEffect, useRef } from 'react';

/** Moves the focus to a heading when what stands below it changes, but not at first. */
export function useFocusOnChange(content: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(content);
  useEffect(() => {
    if (shown.current !== content) {
      shown.current = content;
      heading.current?.focus();
    }
  }, [content]);
  return heading;
}
