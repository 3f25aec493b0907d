import { discoveryApiRef, useApi } from '@backstage/core-plugin-api';
import { useEffect, useState } from 'react';

const RETRY_MS = 2_000;
const ATTEMPTS = 150;

/** How it stands with what somebody needs in order to sign in. */
export type Readiness =
  | 'ready'
  /** The back end is starting, or has not read its catalog yet. */
  | 'starting'
  /** The back end does not answer at all. */
  | 'unreachable';

/**
 * Whether the catalog knows somebody, without whom nobody can sign in, or only without their teams: `undefined` until
 * that is answered. As long as it is not ready, it is asked again, for some minutes; after those, and when the answer
 * is another problem, it is left to the sign-in to say what is wrong.
 */
export function useReadiness(entityRef: string): Readiness | undefined {
  const discoveryApi = useApi(discoveryApiRef);
  const [readiness, setReadiness] = useState<Readiness>();

  useEffect(() => {
    const stop = new AbortController();
    const ask = async (attempt: number) => {
      const answer =
        attempt < ATTEMPTS
          ? await askReadiness(
              `${await discoveryApi.getBaseUrl('auth')}/demo/refresh`,
              { headers: { 'x-demo-user': entityRef }, signal: stop.signal },
            )
          : 'ready';
      if (stop.signal.aborted) {
        return;
      }
      setReadiness(answer);
      if (answer !== 'ready') {
        const timer = setTimeout(() => ask(attempt + 1), RETRY_MS);
        stop.signal.addEventListener('abort', () => clearTimeout(timer));
      }
    };
    ask(1);
    return () => stop.abort();
  }, [discoveryApi, entityRef]);

  return readiness;
}

async function askReadiness(
  url: string,
  init: RequestInit,
): Promise<Readiness> {
  try {
    const { status } = await fetch(url, init);
    return status === 404 || status === 503 ? 'starting' : 'ready';
  } catch {
    return 'unreachable';
  }
}
