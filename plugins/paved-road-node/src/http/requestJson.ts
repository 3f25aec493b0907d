import {
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import { SourceResponse } from '@paved-road/plugin-paved-road-common';
import { SourceLimitedError } from '../FactCollector';

/**
 * What a source of facts is asked, beside its URL.
 *
 * @public
 */
export interface JsonRequest {
  /** Ends the request. */
  signal: AbortSignal;
  /** Default: GET. */
  method?: 'GET' | 'POST';
  /** May hold secrets: they go to the origin of the URL alone, and no error repeats them. */
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: JsonValue;
  /** Of the last answer; the status of the response is 304, without a body, as long as it holds. */
  etag?: string;
  /**
   * Hosts that may be asked, also where the source redirects to: names such as `api.example.com`,
   * `api.example.com:8443` or `*.example.com`. Default: that of the URL.
   */
  allowedHosts?: readonly string[];
  /** The most bytes of an answer. Default: 1,000,000. */
  largestBody?: number;
  /** What sends the request, such as one that trusts another certificate authority. Default: that of Node. */
  fetch?: typeof fetch;
}

const LARGEST_BODY = 1_000_000;
const LARGEST_ERROR = 16_000;
const MOST_REDIRECTS = 3;
const LONGEST_QUOTE = 200;
/** Words of a header that are shorter, such as `Bearer`, are no secrets. */
const SHORTEST_SECRET = 7;

const DEFAULT_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 6 * 3_600_000;

/**
 * Asks a source of facts for JSON: over HTTP, from allowed hosts only, with at most 3 redirects, and no more bytes
 * than are allowed.
 *
 * @throws NotFoundError if the source has nothing at the URL
 * @throws NotAllowedError if it refuses the credentials, or a host is not allowed
 * @throws SourceLimitedError if it takes no more requests for a while
 * @throws ServiceUnavailableError if it cannot be reached, or fails
 * @throws Error for anything else than JSON; all messages name the host and none has a secret
 * @public
 */
export async function requestJson(
  url: string,
  request: JsonRequest,
): Promise<SourceResponse> {
  const first = parseUrl(url);
  const allowedHosts = request.allowedHosts ?? [first.host];
  if (!isAllowed(first, allowedHosts)) {
    throw new NotAllowedError(`${first.host} is not among the allowed hosts`);
  }
  let target = first;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const response = await ask(target, first, request);
    if (!isRedirect(response)) {
      return await read(response, target, first, request);
    }
    await response.body?.cancel();
    target = followed(response, target, request, allowedHosts);
  }
  throw new Error(`${target.host} redirects more than ${MOST_REDIRECTS} times`);
}

function parseUrl(text: string, base?: URL): URL {
  if (!URL.canParse(text, base)) {
    // What follows may be a secret.
    const [shown] = text.split(/[?#]/);
    throw new InputError(`"${shown.slice(0, LONGEST_QUOTE)}" is no URL`);
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

async function ask(
  target: URL,
  first: URL,
  { method, headers, body, etag, signal, fetch: send = fetch }: JsonRequest,
): Promise<Response> {
  try {
    return await send(target, {
      method,
      redirect: 'manual',
      signal,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(etag && { 'if-none-match': etag }),
        ...(target.origin === first.origin && lowerCased(headers)),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    throw unreachable(error, target, signal);
  }
}

/* The same name in another case would be a second value. */
function lowerCased(headers: Record<string, string> = {}) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

function unreachable(error: unknown, { host }: URL, signal: AbortSignal) {
  if (signal.aborted) {
    return toError(signal.reason);
  }
  const { cause } = toError(error);
  const { code } = (cause ?? {}) as { code?: string };
  return new ServiceUnavailableError(
    `${host} cannot be reached${code ? ` (${code})` : ''}`,
  );
}

function isRedirect({ status }: Response): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

function followed(
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
  const answer = { status, headers, links: linksOf(headers.link, url) };
  if (status === 304 && request.etag) {
    return { ...answer, body: undefined };
  }
  if (!ok) {
    throw await refusalOf(response, url, first, request);
  }
  const type = headers['content-type'] ?? 'nothing';
  if (!isJson(type)) {
    await response.body?.cancel();
    throw new Error(
      `${url.host} answered with ${quoted(type, request)} instead of JSON`,
    );
  }
  const { signal, largestBody = LARGEST_BODY } = request;
  const text = await textOf(response, url, signal, largestBody);
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

/** The body as text; undefined if it is larger than allowed, of which no more is read. */
async function textOf(
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
        // Ends the connection too.
        return undefined;
      }
      chunks.push(chunk);
    }
  } catch (error) {
    throw unreachable(error, url, signal);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

async function refusalOf(
  response: Response,
  url: URL,
  first: URL,
  request: JsonRequest,
): Promise<Error> {
  const { status, headers } = response;
  const said = saidIn(
    headers.get('content-type') ?? '',
    (await textOf(response, url, request.signal, LARGEST_ERROR)) ?? '',
  );
  const because = said ? `: "${quoted(said, request)}"` : '';
  const retryAt = retryAtOf(response);
  if (retryAt) {
    return new SourceLimitedError(
      `${url.host} takes no more requests for now (${status})${because}`,
      retryAt,
    );
  }
  switch (status) {
    case 401:
    case 403:
      return new NotAllowedError(
        url.origin === first.origin
          ? `${url.host} refused the credentials (${status})${because}`
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

/** What an error says, in the ways of Prometheus, GitHub, SonarQube, PagerDuty, GraphQL and RFC 9457. */
function saidIn(type: string, text: string): string {
  if (!isJson(type)) {
    return /^text\/plain/i.test(type) ? text : '';
  }
  try {
    return messageOf(JSON.parse(text)) ?? '';
  } catch {
    return '';
  }
}

function messageOf(body: unknown): string | undefined {
  if (typeof body === 'string') {
    return body;
  }
  if (Array.isArray(body)) {
    return messageOf(body[0]);
  }
  if (typeof body !== 'object' || body === null) {
    return undefined;
  }
  const fields = body as Record<string, unknown>;
  return ['message', 'msg', 'detail', 'error', 'errors', 'title']
    .map(name => messageOf(fields[name]))
    .find(message => message);
}

/** In one line, without secrets that a source may repeat. */
function quoted(text: string, { headers = {} }: JsonRequest): string {
  const secrets = Object.values(headers)
    // Also the value of a parameter, as in `Token token=abc`.
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

/** When the source may be asked again, if it is a matter of time. */
function retryAtOf({ status, headers }: Response): Date | undefined {
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
    pauseOf(retryAfter) ??
    pauseOf(headers.get('ratelimit-reset')) ??
    pauseOf(headers.get('x-ratelimit-reset')) ??
    DEFAULT_PAUSE_MS;
  return new Date(
    Date.now() + Math.min(Math.max(pause, 1_000), LONGEST_PAUSE_MS),
  );
}

/** From a number of seconds, the seconds of a time, or a date. */
function pauseOf(text: string | null): number | undefined {
  const seconds = text ? Number(text) : NaN;
  const milliseconds = Number.isNaN(seconds)
    ? Date.parse(text ?? '') - Date.now()
    : seconds * 1_000 - (seconds > 1_000_000_000 ? Date.now() : 0);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

/** As in RFC 8288. */
function linksOf(header = '', base: URL): Record<string, string> {
  const links = [
    ...header.matchAll(/<([^>]*)>[^,<]*?;\s*rel="?([\w -]+)"?/g),
  ].flatMap(([, target, relations]) =>
    URL.canParse(target, base)
      ? relations.split(' ').map(name => [name, new URL(target, base).href])
      : [],
  );
  return Object.fromEntries(links);
}
