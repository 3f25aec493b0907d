import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { startTestBackend } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import path from 'node:path';
import {
  factCollectorsExtensionPoint,
  rulePacksExtensionPoint,
} from './extensionPoints';
import {
  collectFact,
  compileExamples,
  createComponent,
  startFactCollectors,
  startFakeServer,
} from './testUtils';

/** As in docs/guides/collect-facts.md. */
const incidentsModule = createBackendModule({
  pluginId: 'paved-road',
  moduleId: 'incidents',
  register({ registerInit }) {
    registerInit({
      deps: {
        collectors: factCollectorsExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ collectors, config }) {
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
      },
    });
  },
});

const service = createComponent({ 'acme.com/pager': 'a/b' });

describe('extension points', () => {
  it('take a rule pack from a module', async () => {
    const rulePacks: string[][] = [];
    await startTestBackend({
      extensionPoints: [
        [
          rulePacksExtensionPoint,
          { addRulePack: (...pack) => rulePacks.push(pack) },
        ],
      ],
      features: [
        createBackendModule({
          pluginId: 'paved-road',
          moduleId: 'rules',
          register({ registerInit }) {
            registerInit({
              deps: { packs: rulePacksExtensionPoint },
              async init({ packs }) {
                packs.addRulePack('kind: RulePack', '@acme/incidents');
              },
            });
          },
        }),
      ],
    });
    expect(rulePacks).toEqual([['kind: RulePack', '@acme/incidents']]);
  });

  it('take the collector of the guide, which reads and asks again', async () => {
    let status = 200;
    const pager = await startFakeServer(({ headers }) =>
      headers['if-none-match'] === '"1"'
        ? { status: 304 }
        : { status, headers: { etag: '"1"' }, body: { open: 2 } },
    );
    const [collector] = await startFactCollectors(incidentsModule, {
      acme: { pager: { baseUrl: pager.url } },
    });

    await expect(collectFact(collector, service)).resolves.toEqual({
      status: 'known',
      value: { open: 2 },
      source: `${pager.url}/services/a%2Fb`,
      etag: '"1"',
    });
    expect(pager.requests.map(({ url }) => url)).toEqual(['/services/a%2Fb']);
    await expect(
      collectFact(collector, service, { value: { open: 2 }, etag: '"1"' }),
    ).resolves.toEqual({ status: 'not-modified' });

    status = 503;
    await expect(collectFact(collector, service)).rejects.toThrow('503');
    await expect(collectFact(collector, createComponent())).rejects.toThrow(
      'The filter of the fact incidents does not cover',
    );
    expect(
      compileExamples(
        path.resolve(__dirname, '../../../docs/guides/collect-facts.md'),
        [collector],
      ).facts,
    ).toEqual(['incidents']);
  });
});
