import { useCallback, useEffect, useRef } from 'react';

/**
 * Runs a callback at once, or after the mouse button is released, so that the pressed element does not move under the
 * pointer.
 */
export function useAfterPress() {
  const isPressed = useRef(false);
  const waiting = useRef<() => void>(undefined);
  useEffect(() => {
    const press = () => {
      isPressed.current = true;
    };
    const release = () => {
      isPressed.current = false;
      const act = waiting.current;
      waiting.current = undefined;
      // The click follows pointerup.
      setTimeout(() => act?.());
    };
    const listeners = {
      pointerdown: press,
      pointerup: release,
      pointercancel: release,
    };
    for (const [event, listener] of Object.entries(listeners)) {
      document.addEventListener(event, listener, true);
    }
    return () => {
      for (const [event, listener] of Object.entries(listeners)) {
        document.removeEventListener(event, listener, true);
      }
    };
  }, []);
  return useCallback((act: () => void) => {
    if (isPressed.current) {
      waiting.current = act;
    } else {
      act();
    }
  }, []);
}
