import { JsonObject } from '@backstage/types';
import { useSignal } from '@backstage/plugin-signals-react';
import { useEffect, useRef, useState } from 'react';

/** Milliseconds; changes within this time cause one reload. */
export const PAUSE = 500;

/**
 * Reloads on change signals; defers the reload while `isBusy`. Without the signals plugin, does nothing.
 *
 * @param channel - the signal channel, see `scorecardChannelFor` and `fleetChannel`
 * @returns whether a reload is deferred
 */
export function useChangeSignal(
  channel: string,
  onChange: () => void,
  options: {
    isBusy?: boolean;
    /** Milliseconds from the first of several changes to the reload. Default: half a second. */
    pause?: number;
  } = {},
): boolean {
  const { isBusy = false, pause = PAUSE } = options;
  const { lastSignal } = useSignal<JsonObject>(channel);
  const [handled, setHandled] = useState(lastSignal);
  const isOutdated = lastSignal !== handled;
  // Further changes or a new callback must not restart the delay.
  const latest = useRef({ lastSignal, onChange });
  useEffect(() => {
    latest.current = { lastSignal, onChange };
  });

  useEffect(() => {
    if (!isOutdated || isBusy) {
      return undefined;
    }
    const timer = setTimeout(() => {
      setHandled(latest.current.lastSignal);
      latest.current.onChange();
    }, pause);
    return () => clearTimeout(timer);
  }, [isOutdated, isBusy, pause]);

  return isOutdated && isBusy;
}
