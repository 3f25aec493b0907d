import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router-dom';

/** Where a link has led already: what is drawn anew on the same page must not take the focus again. */
const arrived = new WeakSet<object>();

/** So long may what stands around an element still arrive and move it. */
const settlingMs = 5_000;

/** Brings an element into sight and focus, once, when a link to its fragment is followed. */
export function useFragmentTarget(fragment: string) {
  const element = useRef<HTMLDivElement>(null);
  const location = useLocation();
  useEffect(() => {
    const target = element.current;
    if (!target || location.hash !== `#${fragment}` || arrived.has(location)) {
      return undefined;
    }
    arrived.add(location);
    target.focus({ preventScroll: true });
    return keepInSight(target);
  }, [location, fragment]);
  return element;
}

/** Holds an element in sight while the page around it is still filled, until the person takes over. */
function keepInSight(target: Element): () => void {
  target.scrollIntoView();
  const timer = setInterval(() => target.scrollIntoView(), 100);
  const stop = () => clearInterval(timer);
  setTimeout(stop, settlingMs);
  for (const event of ['wheel', 'touchstart', 'pointerdown', 'keydown']) {
    document.addEventListener(event, stop, { once: true, passive: true });
  }
  return stop;
}
