import { isErrorWithName, ResponseError, toError } from '@backstage/errors';
import { UndecidedError } from './types';

interface Portal {
  url: string;
  token?: string;
  plugin?: 'paved-road' | 'scaffolder';
}

/** Explains a failed request to a portal, with a remedy. */
export function explainPortalError(
  error: unknown,
  { url, token, plugin = 'paved-road' }: Portal,
): Error {
  return new UndecidedError(
    isErrorWithName(error, 'ResponseError')
      ? explainStatus(error as Error as ResponseError, { url, token, plugin })
      : explainFailure(toError(error), { url, plugin }),
  );
}

/** Maximum length of a message, because proxies respond with whole pages. */
const LONGEST = 300;

function explainStatus(
  { statusCode, cause }: ResponseError,
  { url, token, plugin }: Portal,
): string {
  const message = cause.message.slice(0, LONGEST);
  switch (statusCode) {
    case 400:
      return cause.message;
    case 401:
      return token
        ? `${url} does not accept the token in PAVED_ROAD_TOKEN (401): it may have expired, or belong to another portal`
        : `${url} requires a token (401), set PAVED_ROAD_TOKEN to a token of the portal`;
    case 403:
      return `${url} rejects the permissions of the token in PAVED_ROAD_TOKEN (403): ${message}`;
    case 404:
      return `${url}/api/${plugin} was not found (404): is it the URL of a Backstage back end that has ${plugin === 'scaffolder' ? 'the scaffolder' : 'Paved Road'}?`;
    default:
      return `${url} answers with ${statusCode}: ${message}`;
  }
}

function explainFailure(error: Error, { url, plugin }: Portal): string {
  if (error.name === 'TimeoutError' || error.name === 'AbortError') {
    return `${url} did not respond in time${plugin === 'scaffolder' ? ', try again when it is less busy' : ', use --timeout to wait longer'}`;
  }
  if (error.name === 'SyntaxError') {
    return `${url} did not respond with JSON: is it the URL of a Backstage back end?`;
  }
  // The error of fetch has the reason in its cause.
  const { code, message } = (error.cause ?? error) as Error & { code?: string };
  return `${url} cannot be reached (${code ?? message}): check the URL, the network and the certificates`;
}
