/**
 * For tests of collectors, with Jest.
 *
 * @packageDocumentation
 */
import { readFileSync } from 'node:fs';
import { createServer, IncomingHttpHeaders } from 'node:http';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { isDeepStrictEqual } from 'node:util';
import { BackendFeature } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { JsonObject } from '@backstage/types';
import { Rules } from '@paved-road/plugin-paved-road-common';
import {
  compileRules,
  parseRulePack,
} from '@paved-road/plugin-paved-road-common/rules';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { factCollectorsExtensionPoint } from './extensionPoints';
import {
  CollectedFact,
  FactCollector,
  FactCollectorContext,
} from './FactCollector';

/**
 * Starts a module of the plugin `paved-road` without that plugin.
 *
 * @param services - what the module needs beside root services and the extension point of collectors, such as
 *   `catalogServiceMock.factory()`
 * @returns the collectors that it adds, in their order
 * @public
 */
export async function startFactCollectors(
  module: BackendFeature,
  config: JsonObject = {},
  services: BackendFeature[] = [],
): Promise<FactCollector[]> {
  const collectors: FactCollector[] = [];
  await startTestBackend({
    features: [
      module,
      ...services,
      mockServices.rootConfig.factory({ data: config }),
    ],
    extensionPoints: [
      [
        factCollectorsExtensionPoint,
        {
          addFactCollector(collector: FactCollector) {
            collectors.push(collector);
          },
          addPushedFact() {},
        },
      ],
    ],
  });
  return collectors;
}

const readValue = <T>({ schema }: FactCollector<T>, value: unknown): T =>
  schema(z).parse(JSON.parse(JSON.stringify(value)));

/**
 * Collects the fact of an entity as the back end does: only where the filter covers the entity, and with the value that the
 * schema leaves of its JSON.
 *
 * @throws Error if the filter does not cover the entity or the value does not match the schema, and what the collector throws
 * @public
 */
export async function collectFact<T>(
  collector: FactCollector<T>,
  entity: Entity,
  previous?: FactCollectorContext<T>['previous'],
): Promise<CollectedFact<T>> {
  const { id, filter = {} } = collector;
  if (!filterPredicateToFilterFunction<Entity>(filter)(entity)) {
    throw new Error(
      `The filter of the fact ${id} does not cover the entity ${entity.metadata.name}`,
    );
  }
  const { signal } = new AbortController();
  const fact = await collector.collect({ entity, signal, previous });
  return fact.status === 'known'
    ? { ...fact, value: readValue(collector, fact.value) }
    : fact;
}

/** A component to collect facts of. @public */
export function createComponent(
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'search', namespace: 'default', annotations },
    spec: { type: 'service', lifecycle: 'production', owner: 'search-team' },
  };
}

/**
 * Holds the examples of a README or guide against the collectors it is about. Blocks of code without a title count: in JSON,
 * a value of each collector in their order, if there are any; in YAML, lists of checks that read them.
 *
 * @param file - path of the Markdown
 * @returns the rules that the checks make
 * @throws Error if a value is not one that the schema reads as it stands, or a check is not valid
 * @public
 */
export function compileExamples(
  file: string,
  collectors: FactCollector[],
): Rules {
  const markdown = readFileSync(file, 'utf8');
  const blocks = (language: string) =>
    [
      ...markdown.matchAll(
        new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'),
      ),
    ].map(([, block]) => block);

  const values = blocks('json').map(block => JSON.parse(block));
  if (values.length > 0 && values.length !== collectors.length) {
    throw new Error(
      `${file} has ${values.length} values of ${collectors.length} facts`,
    );
  }
  values.forEach((value, index) => {
    if (!isDeepStrictEqual(readValue(collectors[index], value), value)) {
      throw new Error(
        `${file}: the schema of the fact ${collectors[index].id} drops a part of the example`,
      );
    }
  });

  const checks: Array<Record<string, string>> = blocks('yaml')
    .filter(block => block.startsWith('- id:'))
    .flatMap(block => parse(block));
  const named = (field: string) =>
    [...new Set(checks.map(check => check[field]))].map(id => ({
      id,
      title: id,
    }));
  const pack = {
    apiVersion: 'paved-road.io/v1',
    kind: 'RulePack',
    metadata: { name: 'examples', title: 'Examples', version: '1.0.0' },
    spec: {
      filter: { kind: 'Component' },
      levels: named('level'),
      tracks: named('track'),
      checks,
    },
  };
  return compileRules(
    [parseRulePack(stringify(pack), file)],
    Object.fromEntries(collectors.map(({ id, schema }) => [id, schema(z)])),
  );
}

/** What a {@link FakeServer} was asked. @public */
export interface FakeRequest {
  method: string;
  /** Path and query, as they were sent. */
  url: string;
  /** The path alone. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** Empty if there is none. */
  body: string;
}

/** What a {@link FakeServer} answers. @public */
export interface FakeAnswer {
  /** Default: 200. */
  status?: number;
  /** Default: `content-type: application/json`. */
  headers?: Record<string, string>;
  /** Sent as JSON; a text is sent as it is. Default: nothing. */
  body?: unknown;
}

/** An HTTP server on this machine that takes the place of a source. @public */
export interface FakeServer {
  /** Without a slash at the end. */
  url: string;
  /** Since it was started. */
  requests: FakeRequest[];
}

const stops: Array<() => void> = [];

/**
 * Starts a server that takes the place of a source. It stops after the last test of the file.
 *
 * @param answer - how it answers; what it throws becomes the text of an answer with the status 500
 * @public
 */
export async function startFakeServer(
  answer: (request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>,
): Promise<FakeServer> {
  const requests: FakeRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const { method = '', url = '', headers } = incoming;
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const request: FakeRequest = {
      method,
      url,
      path: pathname,
      query: searchParams,
      headers,
      body: await text(incoming),
    };
    requests.push(request);
    const given = await Promise.resolve(request)
      .then(answer)
      .catch((error): FakeAnswer => ({ status: 500, body: String(error) }));
    response
      .writeHead(given.status ?? 200, {
        'content-type': 'application/json',
        ...given.headers,
      })
      .end(
        typeof given.body === 'string'
          ? given.body
          : JSON.stringify(given.body),
      );
  });
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, requests };
}

// Not there where the package is only loaded, such as to check it.
globalThis.afterAll?.(() => stops.splice(0).forEach(stop => stop()));
