import { useApi } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import {
  Advice,
  AdviceRequestInput,
} from '@paved-road/plugin-paved-road-common';
import { useEffect, useState } from 'react';
import { pavedRoadApiRef } from '../api';

/** Long enough to wait for the next key, short enough to feel live. */
const delayMs = 200;

/** What the service said last, and to which request. */
interface Answer {
  request?: string;
  advice?: Advice;
  error?: Error;
}

/**
 * The advice of the service for a request that changes as somebody types. The last advice stays until
 * a newer one arrives, also when a request fails. Requests are compared by their JSON.
 */
export function useAdvice(request: AdviceRequestInput | undefined): {
  advice?: Advice;
  /** The advice is not that of the request yet. */
  isPending: boolean;
  /** Why the service gives no advice for the request. */
  error?: Error;
} {
  const api = useApi(pavedRoadApiRef);
  const [answer, setAnswer] = useState<Answer>({});
  const asked = request && JSON.stringify(request);

  useEffect(() => {
    if (asked === undefined) {
      setAnswer({});
      return undefined;
    }
    let isOutdated = false;
    const timer = setTimeout(async () => {
      const settled = await settle(api.getAdvice(JSON.parse(asked)));
      if (!isOutdated) {
        setAnswer(last => ({
          advice: last.advice,
          ...settled,
          request: asked,
        }));
      }
    }, delayMs);
    return () => {
      isOutdated = true;
      clearTimeout(timer);
    };
  }, [api, asked]);

  if (asked === undefined) {
    return { isPending: false };
  }
  const { advice, error } = answer;
  return answer.request === asked
    ? { advice, error, isPending: false }
    : { advice, isPending: true };
}

async function settle(
  promise: Promise<Advice>,
): Promise<{ advice: Advice } | { error: Error }> {
  try {
    return { advice: await promise };
  } catch (error) {
    return { error: toError(error) };
  }
}
