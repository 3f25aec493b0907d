import {
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import {
  parseInput,
  SourceResponse,
} from '@paved-road/plugin-paved-road-common';
import { z } from 'zod';
import { SourceLimitedError } from '../FactCollector';
import { SourceError } from './SourceError';

/** A request to a source of facts, without its URL. @public */
export interface JsonRequest<T = unknown> {
  /** Ends the request. */
  signal: AbortSignal;
  /** Validates the body, and may transform it. */
  schema?: z.ZodType<T>;
  /** Default: GET. The response to HEAD has no body. */
  method?: 'GET' | 'POST' | 'HEAD';
  /** May contain secrets: they are sent only to the origin of the URL, and errors mask them. */
  headers?: Record<string, string>;
  /** Config key of the token. Errors name it if the token is no longer valid. */
  tokenKey?: string;
  /** Sent as JSON; parameters are sent as a form. */
  body?: JsonValue | URLSearchParams;
  /** ETag of the last response. If nothing has changed, the response has status 304 and no body. */
  etag?: string;
  /**
   * Hosts that requests and redirects may reach, such as `api.example.com`, `api.example.com:8443` or `*.example.com`.
   * Default: the host of the URL.
   */
  allowedHosts?: readonly string[];
  /** Size limit of the response in bytes. Default: 1,000,000. */
  largestBody?: number;
  /** Sends the request, for example with another certificate authority. Default: the `fetch` of Node. */
  fetch?: typeof fetch;
}

const LARGEST_BODY = 1_000_000;
const LARGEST_ERROR = 16_000;
const MOST_REDIRECTS = 3;
const LONGEST_QUOTE = 200;
/** Shorter words of a header, such as `Bearer`, are not secrets. */
const SHORTEST_SECRET = 7;

const DEFAULT_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 6 * 3_600_000;

/**
 * Requests JSON from a source of facts. Only allowed hosts, at most 3 redirects, limited size.
 *
 * All messages name the host, and none contains a secret. If the source answered with an error, it has a `status`, see
 * {@link SourceError}.
 *
 * @throws NotFoundError if the source has nothing at the URL
 * @throws NotAllowedError if it refuses the credentials, or a host is not allowed
 * @throws SourceLimitedError if it limits the rate of requests
 * @throws ServiceUnavailableError if it cannot be reached, or fails
 * @throws InputError if the body does not match the schema
 * @throws Error if the response is not JSON or has another error status
 * @public
 */
export async function requestJson<T = unknown>(
  url: string,
  request: JsonRequest<T>,
): Promise<SourceResponse & { body: T }> {
  const first = parseUrl(url);
  const allowedHosts = request.allowedHosts ?? [first.host];
  if (!isAllowed(first, allowedHosts)) {
    throw new NotAllowedError(`${first.host} is not among the allowed hosts`);
  }
  let target = first;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const response = await send(target, first, request);
    if (!isRedirect(response)) {
      const { body, ...answer } = await read(response, target, first, request);
      const { schema } = request;
      return {
        ...answer,
        body:
          schema && answer.status !== 304
            ? parseInput(schema, body, `answer of ${target.host}`)
            : (body as T),
      };
    }
    await response.body?.cancel();
    target = resolveRedirect(response, target, request, allowedHosts);
  }
  throw new Error(`${target.host} redirects more than ${MOST_REDIRECTS} times`);
}

function parseUrl(text: string, base?: URL): URL {
  if (!URL.canParse(text, base)) {
    // The rest may be a secret.
    const [shown] = text.split(/[?#]/);
    throw new InputError(`"${shown.slice(0, LONGEST_QUOTE)}" is not a URL`);
  }
  const url = new URL(text, base);
  if (!['http:', 'https:'].includes(url.protocol)) {
    throw new NotAllowedError(`${url.protocol} is neither http: nor https:`);
  }
  if (url.username || url.password) {
    throw new NotAllowedError(
      `the URL of ${url.host} has credentials; use a header`,
    );
  }
  return url;
}

function isAllowed(url: URL, allowedHosts: readonly string[]): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return allowedHosts.some(allowed => {
    const host = /:\d+$/.test(allowed) ? `${url.hostname}:${port}` : url.host;
    return allowed.startsWith('*.')
      ? host.endsWith(allowed.slice(1)) && !isAddress(url)
      : host === allowed;
  });
}

function isAddress({ hostname }: URL): boolean {
  return hostname.startsWith('[') || /\.?\d+$/.test(hostname);
}

async function send(
  target: URL,
  first: URL,
  { method, headers, body, etag, signal, fetch: fetchUrl = fetch }: JsonRequest,
): Promise<Response> {
  const isForm = body instanceof URLSearchParams;
  try {
    return await fetchUrl(target, {
      method,
      redirect: 'manual',
      signal,
      headers: {
        accept: 'application/json',
        ...(body !== undefined &&
          !isForm && { 'content-type': 'application/json' }),
        ...(etag && { 'if-none-match': etag }),
        ...(target.origin === first.origin && toLowerCaseNames(headers)),
      },
      body: body === undefined || isForm ? body : JSON.stringify(body),
    });
  } catch (error) {
    throw toConnectionError(error, target, signal);
  }
}

/* Otherwise a header in another case would be added to ours. */
function toLowerCaseNames(headers: Record<string, string> = {}) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

function toConnectionError(error: unknown, { host }: URL, signal: AbortSignal) {
  if (signal.aborted) {
    return toError(signal.reason);
  }
  const { cause } = toError(error);
  const { code, message } = (cause ?? {}) as {
    code?: string;
    message?: string;
  };
  const detail = code ?? message;
  return new ServiceUnavailableError(
    `${host} cannot be reached${detail ? ` (${detail})` : ''}`,
  );
}

function isRedirect({ status }: Response): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

function resolveRedirect(
  response: Response,
  from: URL,
  { method = 'GET' }: JsonRequest,
  allowedHosts: readonly string[],
): URL {
  const location = response.headers.get('location');
  if (location === null) {
    throw new Error(`${from.host} redirects to nowhere`);
  }
  if (method !== 'GET') {
    throw new Error(
      `${from.host} redirects a ${method}, which is not followed; use the URL that it leads to`,
    );
  }
  const to = parseUrl(location, from);
  if (!isAllowed(to, allowedHosts)) {
    throw new NotAllowedError(
      `${from.host} redirects to ${to.host}, which is not among the allowed hosts`,
    );
  }
  if (from.protocol === 'https:' && to.protocol === 'http:') {
    throw new NotAllowedError(
      `${from.host} redirects to ${to.host} without encryption`,
    );
  }
  return to;
}

async function read(
  response: Response,
  url: URL,
  first: URL,
  request: JsonRequest,
): Promise<SourceResponse> {
  const { status, ok } = response;
  const headers = Object.fromEntries(response.headers);
  const answer = { status, headers, links: parseLinks(headers.link, url) };
  if ((status === 304 && request.etag) || (ok && request.method === 'HEAD')) {
    return { ...answer, body: undefined };
  }
  if (!ok) {
    throw Object.assign(await toSourceError(response, url, first, request), {
      status,
      challenge: headers['www-authenticate'],
    } satisfies Partial<SourceError>);
  }
  const type = headers['content-type'] ?? 'nothing';
  if (!isJson(type)) {
    await response.body?.cancel();
    throw new Error(
      `${url.host} answered with ${toSafeLine(type, request)} instead of JSON`,
    );
  }
  const { signal, largestBody = LARGEST_BODY } = request;
  const text = await readBodyText(response, url, signal, largestBody);
  if (text === undefined) {
    throw new Error(
      `${url.host} answered with more than ${largestBody.toLocaleString('en-US')} bytes`,
    );
  }
  try {
    return { ...answer, body: JSON.parse(text) };
  } catch {
    throw new Error(`${url.host} answered with JSON that is broken`);
  }
}

function isJson(type: string): boolean {
  return /^(application|text)\/([\w.-]+\+)?json\s*(;|$)/i.test(type);
}

/** @returns the body, or undefined if it is larger than allowed */
async function readBodyText(
  response: Response,
  url: URL,
  signal: AbortSignal,
  largest: number,
): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      if (size > largest) {
        // Leaving the loop closes the connection.
        return undefined;
      }
      chunks.push(chunk);
    }
  } catch (error) {
    throw toConnectionError(error, url, signal);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

async function toSourceError(
  response: Response,
  url: URL,
  first: URL,
  request: JsonRequest,
): Promise<Error> {
  const { status, headers } = response;
  const reason = parseErrorMessage(
    headers.get('content-type') ?? '',
    (await readBodyText(response, url, request.signal, LARGEST_ERROR)) ?? '',
  );
  const because = reason ? `: "${toSafeLine(reason, request)}"` : '';
  const retryAt = parseRetryTime(response);
  if (retryAt) {
    return new SourceLimitedError(
      `${url.host} limits the rate of requests (${status})${because}`,
      retryAt,
    );
  }
  switch (status) {
    case 401:
    case 403:
      return new NotAllowedError(
        url.origin === first.origin
          ? `${url.host} refused the credentials (${status})${because}${status === 401 && request.tokenKey ? `. The token has expired or was revoked: renew it in ${request.tokenKey}` : ''}`
          : `${first.host} redirects to ${url.origin}, which gets no headers and refused the request (${status})${because}`,
      );
    case 404:
    case 410:
      return new NotFoundError(
        `${url.host} has nothing at ${url.pathname}${because}`,
      );
    default: {
      const problem = `${url.host} answered with ${status}${because}`;
      return status >= 500
        ? new ServiceUnavailableError(problem)
        : new Error(problem);
    }
  }
}

/** Reads the errors of Prometheus, GitHub, SonarQube, PagerDuty, GraphQL and RFC 9457. */
function parseErrorMessage(type: string, text: string): string {
  if (!isJson(type)) {
    return /^text\/plain/i.test(type) ? text : '';
  }
  try {
    return findErrorMessage(JSON.parse(text)) ?? '';
  } catch {
    return '';
  }
}

function findErrorMessage(body: unknown): string | undefined {
  if (typeof body === 'string') {
    return body;
  }
  if (Array.isArray(body)) {
    return findErrorMessage(body[0]);
  }
  if (typeof body !== 'object' || body === null) {
    return undefined;
  }
  const fields = body as Record<string, unknown>;
  return ['message', 'msg', 'detail', 'error', 'errors', 'title']
    .map(name => findErrorMessage(fields[name]))
    .find(message => message);
}

/** Masks secrets that the source may have repeated. */
function toSafeLine(text: string, { headers = {} }: JsonRequest): string {
  const secrets = Object.values(headers)
    // A parameter may contain the secret: `Token token=abc`.
    .flatMap(value => [
      value,
      ...value.split(/\s+/),
      ...value.split(/[\s=,;"]+/),
    ])
    .filter(({ length }) => length >= SHORTEST_SECRET);
  const line = secrets
    .reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return line.length > LONGEST_QUOTE
    ? `${line.slice(0, LONGEST_QUOTE - 1)}…`
    : line;
}

/** @returns undefined if the request was not refused for its rate */
function parseRetryTime({ status, headers }: Response): Date | undefined {
  const retryAfter = headers.get('retry-after');
  const isLimited =
    status === 429 ||
    (status === 503 && retryAfter) ||
    (status === 403 &&
      (retryAfter || headers.get('x-ratelimit-remaining') === '0'));
  if (!isLimited) {
    return undefined;
  }
  const pause =
    parsePauseMilliseconds(retryAfter) ??
    parsePauseMilliseconds(headers.get('ratelimit-reset')) ??
    parsePauseMilliseconds(headers.get('x-ratelimit-reset')) ??
    DEFAULT_PAUSE_MS;
  return new Date(
    Date.now() + Math.min(Math.max(pause, 1_000), LONGEST_PAUSE_MS),
  );
}

/**
 * @param text - seconds from now, a Unix time in seconds, or a date
 * @returns milliseconds
 */
function parsePauseMilliseconds(text: string | null): number | undefined {
  const seconds = text ? Number(text) : NaN;
  const milliseconds = Number.isNaN(seconds)
    ? Date.parse(text ?? '') - Date.now()
    : seconds * 1_000 - (seconds > 1_000_000_000 ? Date.now() : 0);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

/** Reads a Link header (RFC 8288), by relation. No part of the expression reads past a `<`, so the time is linear. */
function parseLinks(header = '', base: URL): Record<string, string> {
  const links = [
    ...header.matchAll(/<([^<>]*)>[^,<]*?;\s*rel="?([\w -]+)"?/g),
  ].flatMap(([, target, relations]) =>
    URL.canParse(target, base)
      ? relations.split(' ').map(name => [name, new URL(target, base).href])
      : [],
  );
  return Object.fromEntries(links);
}
