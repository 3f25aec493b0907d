import { isErrorWithName, ResponseError, toError } from '@backstage/errors';
import { UndecidedError } from '../types';

/** Why a portal did not answer properly, and what to do. */
export function explainPortalError(
  error: unknown,
  { url, token }: { url: string; token?: string },
): Error {
  return new UndecidedError(
    isErrorWithName(error, 'ResponseError')
      ? explainStatus(error as Error as ResponseError, url, token)
      : explainFailure(toError(error), url),
  );
}

/** Characters; proxies in between answer with whole pages. */
const LONGEST = 300;

function explainStatus(
  { statusCode, cause }: ResponseError,
  url: string,
  token: string | undefined,
): string {
  const message = cause.message.slice(0, LONGEST);
  switch (statusCode) {
    case 400:
      return cause.message;
    case 401:
      return token
        ? `${url} does not accept the token in PAVED_ROAD_TOKEN (401): it may have expired, or be of another portal`
        : `${url} wants to know who asks (401), set PAVED_ROAD_TOKEN to a token of the portal`;
    case 403:
      return `${url} does not let the token in PAVED_ROAD_TOKEN ask (403): ${message}`;
    case 404:
      return `${url}/api/paved-road is not there (404): is it the URL of a Backstage back end that has Paved Road?`;
    default:
      return `${url} answers with ${statusCode}: ${message}`;
  }
}

function explainFailure(error: Error, url: string): string {
  if (error.name === 'TimeoutError' || error.name === 'AbortError') {
    return `${url} does not answer in time, use --timeout to wait longer`;
  }
  if (error.name === 'SyntaxError') {
    return `${url} does not answer with JSON: is it the URL of a Backstage back end?`;
  }
  // fetch reports only the failure; the reason is in the cause.
  const { code, message } = (error.cause ?? error) as Error & { code?: string };
  return `${url} cannot be reached (${code ?? message}): check the URL, the network and the certificates`;
}
