import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router-dom';

/** Where a link has led already: what is drawn anew on the same page must not take the focus again. */
const arrived = new WeakSet<object>();

/** Brings an element into sight and focus, once, when a link to its fragment is followed. */
export function useFragmentTarget(fragment: string) {
  const element = useRef<HTMLDivElement>(null);
  const location = useLocation();
  useEffect(() => {
    if (location.hash === `#${fragment}` && !arrived.has(location)) {
      arrived.add(location);
      element.current?.focus({ preventScroll: true });
      element.current?.scrollIntoView();
    }
  }, [location, fragment]);
  return element;
}
