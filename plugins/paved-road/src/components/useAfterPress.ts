import { useCallback, useEffect, useRef } from 'react';

/**
 * Does something at once, or when the button of the mouse is let go that is down: what is pressed must
 * not move away under the pointer before that.
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
      // The click comes after the pointer is up.
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
