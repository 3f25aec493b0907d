import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { JsonValue } from '@backstage/types';
import {
  SourceExpression,
  SourceResponse,
  SourceVariables,
} from '@paved-road/plugin-paved-road-common';
import {
  CollectedFact,
  FactCollector,
  JsonRequest,
  requestJson,
} from '@paved-road/plugin-paved-road-node';
import { hashJson } from '../../database/hash';
import { Template } from './template';

type Compiled = Extract<SourceExpression, { status: 'compiled' }>;

/** The request for a fact, and the expressions that read its value from the answers. */
export interface HttpSource {
  method: 'GET' | 'POST';
  url: Template;
  headers: Record<string, Template>;
  body?: (variables: SourceVariables) => JsonValue;
  allowedHosts?: string[];
  value: Compiled;
  paging?: { next: Compiled; items: Compiled; maxPages: number };
  /** Changes with the expression and the schema of the value. */
  version: string;
}

/** Finds other plugins of the portal. */
export interface Portal {
  auth: AuthService;
  discovery: DiscoveryService;
}

const LARGEST_ITEMS = 1_000_000;

export function createHttpCollector(
  collector: Omit<FactCollector, 'collect' | 'batch'>,
  source: HttpSource,
  portal: Portal,
): FactCollector {
  return {
    ...collector,
    // Without allowed hosts, the host is the same for all entities.
    ...(source.allowedHosts && {
      sourceOf: (entity: Entity) =>
        new URL(expandUrl(source.url, { entity, now: new Date() })).host,
    }),
    async collect({ entity, signal, previous }): Promise<CollectedFact> {
      const variables = { entity, now: new Date() };
      const named = expandUrl(source.url, variables);
      const { url, headers } = await locate(named, portal);
      const request = toRequest(source, variables, signal);
      Object.assign(request.headers, headers);
      // An ETag is only valid for its URL.
      const version = `${hashJson([source.version, url])} `;
      const etag =
        request.method === 'GET' &&
        !source.paging &&
        !source.value.timeDependent &&
        previous?.etag?.startsWith(version)
          ? previous.etag.slice(version.length)
          : undefined;
      const first = await requestJson(url, { ...request, etag });
      if (first.status === 304) {
        return { status: 'not-modified' };
      }
      const { response, items } = source.paging
        ? await readPages(source.paging, first, url, request, variables)
        : { response: first, items: undefined };
      return {
        status: 'known',
        value: evaluateOrThrow(
          source.value,
          { ...variables, response, items },
          url,
        ),
        source: hideQuery(named),
        etag: first.headers.etag && `${version}${first.headers.etag}`,
      };
    },
  };
}

function expandUrl(template: Template, variables: SourceVariables): string {
  const url = template.expand(variables, encodeURIComponent);
  const [path] = url.split(/[?#]/);
  // Servers may decode an encoded separator.
  const parts = path.split(/\/|%2f|%5c/i);
  if (parts.some(part => /^(\.|%2e){1,2}$/i.test(part))) {
    throw new Error(
      'the path of url leads elsewhere: it has a part "." or ".."',
    );
  }
  return url;
}

/** Finds the plugin of a URL such as `plugin://scorecard/metrics`, and a token of this plugin for it. */
async function locate(
  url: string,
  { auth, discovery }: Portal,
): Promise<{ url: string; headers?: Record<string, string> }> {
  const [, pluginId, rest] = /^plugin:\/\/([^/]+)(.*)$/s.exec(url) ?? [];
  if (pluginId === undefined) {
    return { url };
  }
  const { token } = await auth.getPluginRequestToken({
    onBehalfOf: await auth.getOwnServiceCredentials(),
    targetPluginId: pluginId,
  });
  return {
    url: `${await discovery.getBaseUrl(pluginId)}${rest}`,
    headers: { authorization: `Bearer ${token}` },
  };
}

function toRequest(
  { method, headers, body, allowedHosts }: HttpSource,
  variables: SourceVariables,
  signal: AbortSignal,
): JsonRequest & { headers: Record<string, string> } {
  return {
    method,
    signal,
    allowedHosts,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, template]) => {
        const value = template.expand(variables);
        if (!isHeaderValue(value)) {
          throw new Error(`the header ${name} would have forbidden characters`);
        }
        return [name, value];
      }),
    ),
    body: body?.(variables),
  };
}

function isHeaderValue(text: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text);
}

/** Reads all pages, and returns the answer of the last one and the items of all. */
async function readPages(
  { next, items, maxPages }: NonNullable<HttpSource['paging']>,
  first: SourceResponse,
  firstUrl: string,
  request: JsonRequest,
  variables: { entity: Entity; now: Date },
) {
  const { origin, host } = new URL(firstUrl);
  const all: JsonValue[] = [];
  let size = 0;
  let response = first;
  let url = firstUrl;
  for (let page = 1; ; page += 1) {
    const seen = { ...variables, response };
    const found = evaluateOrThrow(items, seen, url, 'paging.items');
    if (!Array.isArray(found)) {
      throw new Error(`paging.items finds no list in the answer of ${host}`);
    }
    all.push(...found);
    size += JSON.stringify(found).length;
    if (size > LARGEST_ITEMS) {
      throw new Error(
        `${host} has more than ${LARGEST_ITEMS.toLocaleString('en-US')} characters of items`,
      );
    }
    const following = evaluateOrThrow(next, seen, url, 'paging.next');
    if (following === null || following === '') {
      return { response, items: all };
    }
    if (page === maxPages) {
      throw new Error(`${host} has more than ${maxPages} pages`);
    }
    if (typeof following !== 'string' || !URL.canParse(following, url)) {
      throw new Error(`paging.next finds no URL in the answer of ${host}`);
    }
    url = new URL(following, url).href;
    if (new URL(url).origin !== origin) {
      throw new Error(
        `paging.next leads from ${origin} to ${new URL(url).origin}; all pages must be on one host`,
      );
    }
    response = await requestJson(url, request);
  }
}

/** @throws Error that names the key and the host */
function evaluateOrThrow(
  expression: Compiled,
  variables: SourceVariables,
  url: string,
  key = 'value',
): JsonValue {
  const outcome = expression.evaluate(variables);
  if (outcome.status === 'unknown') {
    throw new Error(
      `${key} cannot be read from the answer of ${new URL(url).host}: ${outcome.reason}`,
    );
  }
  return outcome.value;
}

/** The query may be secret, or long. */
function hideQuery(url: string): string {
  return url.split(/[?#]/)[0];
}
