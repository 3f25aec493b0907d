import { discoveryApiRef, useApi } from '@backstage/core-plugin-api';
import { useEffect, useState } from 'react';

const RETRY_MS = 2_000;
const ATTEMPTS = 150;

/** State of the data that sign-in needs. */
export type Readiness =
  | 'ready'
  /** The back end is starting, or has not read its catalog yet. */
  | 'starting'
  /** The back end does not respond. */
  | 'unreachable';

/**
 * Checks whether the catalog has the user, because sign-in fails or has no teams otherwise. Retries for some minutes.
 * After those, or after another error, the sign-in itself shows the problem.
 *
 * @returns undefined until the first
 * response
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
