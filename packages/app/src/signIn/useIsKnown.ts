import { discoveryApiRef, useApi } from '@backstage/core-plugin-api';
import { useEffect, useState } from 'react';

const RETRY_MS = 2_000;
const ATTEMPTS = 150;

/**
 * Whether the catalog knows somebody, without whom nobody can sign in, or only without their teams: `undefined` until
 * that is answered, and `false` while the portal is starting. It is asked again, for some minutes; after those, and
 * when the answer is another problem, it is left to the sign-in to say what is wrong.
 */
export function useIsKnown(entityRef: string): boolean | undefined {
  const discoveryApi = useApi(discoveryApiRef);
  const [isKnown, setIsKnown] = useState<boolean>();

  useEffect(() => {
    const stop = new AbortController();
    const ask = async (attempt: number) => {
      const isEarly =
        attempt < ATTEMPTS &&
        (await isTooEarly(
          `${await discoveryApi.getBaseUrl('auth')}/demo/refresh`,
          { headers: { 'x-demo-user': entityRef }, signal: stop.signal },
        ));
      if (stop.signal.aborted) {
        return;
      }
      setIsKnown(!isEarly);
      if (isEarly) {
        const timer = setTimeout(() => ask(attempt + 1), RETRY_MS);
        stop.signal.addEventListener('abort', () => clearTimeout(timer));
      }
    };
    ask(1);
    return () => stop.abort();
  }, [discoveryApi, entityRef]);

  return isKnown;
}

/** Whether the back end does not answer yet, or does not find in the catalog whom it is asked for. */
async function isTooEarly(url: string, init: RequestInit): Promise<boolean> {
  try {
    const { status } = await fetch(url, init);
    return status === 404 || status === 503;
  } catch {
    return true;
  }
}
