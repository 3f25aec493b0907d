import {
  createPavedRoadApi,
  PavedRoadApi,
} from '@paved-road/plugin-paved-road-common';
import getStream, { MaxBufferError } from 'get-stream';
import { z } from 'zod';
import { explainPortalError } from './explainPortalError';
import { UndecidedError } from './types';

/** Maximum length of a response, in characters; enough for a thousand checks with evidence. */
const MAX_LENGTH = 20_000_000;

/**
 * Calls the API of a portal.
 *
 * @returns its answer, with the fields that the schema requires
 * @throws UndecidedError that explains the problem with the portal
 */
export type AskPortal = <T extends z.ZodType>(
  schema: T,
  call: (api: PavedRoadApi) => Promise<unknown>,
) => Promise<z.output<T>>;

/** Creates a client for a portal. */
export function createPortal(options: {
  url: string;
  token: string | undefined;
  signal: AbortSignal;
}): AskPortal {
  const { url, token, signal } = options;
  const api = createPavedRoadApi({
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
  return async (schema, call) => {
    const answer = await call(api).catch(error => {
      throw explainPortalError(error, options);
    });
    const parsed = schema.safeParse(answer);
    if (!parsed.success) {
      throw new UndecidedError(
        `${url} sent a response that this version cannot read, use the version of @paved-road/cli that matches the portal`,
      );
    }
    return parsed.data;
  };
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
