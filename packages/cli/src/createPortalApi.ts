import {
  createPavedRoadApi,
  PavedRoadApi,
} from '@paved-road/plugin-paved-road-common';
import getStream, { MaxBufferError } from 'get-stream';

/** Maximum length of a response, in characters; enough for a thousand checks with evidence. */
const MAX_LENGTH = 20_000_000;

/**
 * Creates a client for a portal.
 *
 * @param options.url - URL of its back end
 * @param options.signal - aborts all requests
 */
export function createPortalApi(options: {
  url: string;
  token: string | undefined;
  signal: AbortSignal;
}): PavedRoadApi {
  const { url, token, signal } = options;
  return createPavedRoadApi({
    discoveryApi: { getBaseUrl: async id => `${url}/api/${id}` },
    fetchApi: {
      fetch: async (target, init) => {
        const headers = new Headers(init?.headers);
        if (token) {
          headers.set('Authorization', `Bearer ${token}`);
        }
        return limitBody(await fetch(target, { ...init, headers, signal }));
      },
    },
  });
}

/** Reads the body of a response up to the limit. */
async function limitBody({
  body,
  status,
  statusText,
  headers,
}: Response): Promise<Response> {
  try {
    const text = body && (await getStream(body, { maxBuffer: MAX_LENGTH }));
    return new Response(text, { status, statusText, headers });
  } catch (error) {
    throw error instanceof MaxBufferError
      ? new Error(`the answer has more than ${MAX_LENGTH} characters`)
      : error;
  }
}
