import { toError } from '@backstage/errors';
import {
  Advice,
  AdviceRequestInput,
  PavedRoadApi,
} from '@paved-road/plugin-paved-road-common';
import { useEffect, useState } from 'react';
import { usePavedRoadApi } from '../api';

/** Delay after a key press in milliseconds. */
const delayMs = 200;

/** The last advice, and the request that it answers. */
interface GivenAdvice {
  advice?: Advice;
  /** The request of the current advice, so that the page never mixes the two. */
  adviceRequest?: AdviceRequestInput;
}

/** The last response with its request. */
interface Answer extends GivenAdvice {
  asked?: string;
  error?: Error;
}

/** The last advice for a changing request, with its state. */
export interface LiveAdvice extends GivenAdvice {
  /** The advice does not match the request yet. */
  isPending: boolean;
  error?: Error;
  /** Repeats the request after an error. */
  retry?: () => void;
}

/**
 * Debounced advice for a request that changes while typing. The last advice stays until a newer one arrives, even if a
 * request fails. Requests are compared by JSON.
 */
export function useAdvice(request: AdviceRequestInput | undefined): LiveAdvice {
  const api = usePavedRoadApi();
  const [answer, setAnswer] = useState<Answer>({});
  const asked = request && JSON.stringify(request);
  const isFirst = answer.asked === undefined;
  const [retries, setRetries] = useState(0);

  useEffect(() => {
    if (asked === undefined) {
      setAnswer({});
      return undefined;
    }
    let isOutdated = false;
    // No delay for the first request.
    const timer = setTimeout(
      async () => {
        const settled = await settle(api, JSON.parse(asked));
        if (!isOutdated) {
          setAnswer(({ advice, adviceRequest }) => ({
            advice,
            adviceRequest,
            ...settled,
            asked,
          }));
        }
      },
      isFirst ? 0 : delayMs,
    );
    return () => {
      isOutdated = true;
      clearTimeout(timer);
    };
    // `isFirst` must not trigger another request.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [api, asked, retries]);

  if (asked === undefined) {
    return { isPending: false };
  }
  const { advice, adviceRequest, error } = answer;
  if (answer.asked !== asked) {
    return { advice, adviceRequest, isPending: true };
  }
  const retry = () => {
    setAnswer({ advice, adviceRequest });
    setRetries(retries + 1);
  };
  return {
    advice,
    adviceRequest,
    isPending: false,
    ...(error && { error, retry }),
  };
}

async function settle(
  api: PavedRoadApi,
  adviceRequest: AdviceRequestInput,
): Promise<Required<GivenAdvice> | { error: Error }> {
  try {
    return { advice: await api.getAdvice(adviceRequest), adviceRequest };
  } catch (error) {
    return { error: toError(error) };
  }
}
