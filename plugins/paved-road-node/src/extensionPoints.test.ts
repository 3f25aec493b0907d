import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { once } from 'node:events';
import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { z } from 'zod';
import {
  factCollectorsExtensionPoint,
  rulePacksExtensionPoint,
} from './extensionPoints';
import { FactCollector } from './FactCollector';

/** As in docs/guides/collect-facts.md. */
const incidentsModule = createBackendModule({
  pluginId: 'paved-road',
  moduleId: 'incidents',
  register({ registerInit }) {
    registerInit({
      deps: {
        collectors: factCollectorsExtensionPoint,
        rulePacks: rulePacksExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ collectors, rulePacks, config }) {
        const pager = config.getString('acme.pager.baseUrl');
        collectors.addFactCollector({
          id: 'incidents',
          title: 'Incidents',
          description: 'Open incidents of a service, from the pager.',
          schema: zod =>
            zod.object({
              open: zod.int(),
              oldest: zod.iso.datetime().optional(),
            }),
          freshness: { minutes: 15 },
          cost: 'medium',
          filter: {
            'metadata.annotations.acme.com/pager': { $exists: true },
          },
          async collect({ entity, signal, previous }) {
            const service = entity.metadata.annotations!['acme.com/pager'];
            const url = `${pager}/services/${encodeURIComponent(service)}`;
            const response = await fetch(url, {
              signal,
              headers: previous?.etag ? { 'If-None-Match': previous.etag } : {},
            });
            if (response.status === 304) {
              return { status: 'not-modified' };
            }
            if (!response.ok) {
              throw await ResponseError.fromResponse(response);
            }
            return {
              status: 'known',
              value: await response.json(),
              source: url,
              etag: response.headers.get('etag') ?? undefined,
            };
          },
        });
        rulePacks.addRulePack('kind: RulePack', '@acme/incidents');
      },
    });
  },
});

const service: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'search', annotations: { 'acme.com/pager': 'a/b' } },
};

describe('extension points', () => {
  let server: Server;
  let answer: RequestListener;

  beforeAll(async () => {
    server = createServer((request, response) => answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  async function startModule() {
    const { port } = server.address() as AddressInfo;
    const collectors: FactCollector[] = [];
    const rulePacks: string[][] = [];
    await startTestBackend({
      extensionPoints: [
        [
          factCollectorsExtensionPoint,
          { addFactCollector: collector => collectors.push(collector) },
        ],
        [
          rulePacksExtensionPoint,
          { addRulePack: (...pack) => rulePacks.push(pack) },
        ],
      ],
      features: [
        incidentsModule,
        mockServices.rootConfig.factory({
          data: { acme: { pager: { baseUrl: `http://127.0.0.1:${port}` } } },
        }),
      ],
    });
    return { collector: collectors[0], rulePacks };
  }

  it('take a rule pack from a module', async () => {
    const { rulePacks } = await startModule();
    expect(rulePacks).toEqual([['kind: RulePack', '@acme/incidents']]);
  });

  it('take a collector from a module, which reads and asks again', async () => {
    const { collector } = await startModule();
    const signal = new AbortController().signal;
    const paths: unknown[] = [];
    answer = ({ url, headers }, response) => {
      paths.push(url);
      response.statusCode = headers['if-none-match'] === '"1"' ? 304 : 200;
      response.setHeader('ETag', '"1"');
      response.end(response.statusCode === 200 ? '{"open": 2}' : undefined);
    };

    const found = await collector.collect({ entity: service, signal });
    expect(found).toEqual({
      status: 'known',
      value: { open: 2 },
      source: expect.stringMatching(/\/services\/a%2Fb$/),
      etag: '"1"',
    });
    expect(paths).toEqual(['/services/a%2Fb']);
    const previous = found.status === 'known' ? found : undefined;
    await expect(
      collector.collect({ entity: service, signal, previous }),
    ).resolves.toEqual({ status: 'not-modified' });

    answer = (_, response) => {
      response.statusCode = 503;
      response.end();
    };
    await expect(
      collector.collect({ entity: service, signal }),
    ).rejects.toThrow('503');
  });

  it('let a collector say what it finds and about what', async () => {
    const { collector } = await startModule();
    const schema = collector.schema(z);
    expect(schema.safeParse({ open: 2 }).success).toBe(true);
    expect(schema.safeParse({ open: 'many' }).success).toBe(false);
    const covers = filterPredicateToFilterFunction<Entity>(collector.filter!);
    expect(covers(service)).toBe(true);
    expect(covers({ ...service, metadata: { name: 'other' } })).toBe(false);
  });
});
