import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { demoPublishing } from './demoPublishing';

const catalogInfo = (title: string) => `
apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: ticket-triage
  title: ${title}
spec:
  type: openapi
  lifecycle: experimental
  owner: group:default/team-a
  definition:
    $text: ./openapi.json
`;

const location = (type: string, target: string) => `
apiVersion: backstage.io/v1alpha1
kind: Location
metadata:
  name: elsewhere
spec:
  type: ${type}
  target: ${target}
`;

const definition = (target: string) =>
  catalogInfo('Elsewhere').replace('./openapi.json', target);

/** Allows what the config of the demo allows, at the port of the test. */
const demoUrlReader = createServiceFactory({
  service: coreServices.urlReader,
  deps: { discovery: coreServices.discovery, logger: coreServices.logger },
  async factory({ discovery, logger }) {
    const { host } = new URL(await discovery.getBaseUrl('catalog'));
    const file = path.resolve(__dirname, '../../../../../app-config.demo.yaml');
    const text = await readFile(file, 'utf8');
    const { backend } = parse(text.replaceAll('localhost:7007', host));
    return UrlReaders.default({
      logger,
      config: new ConfigReader({ backend }),
    });
  },
});

describe('publishing in the demo', () => {
  const directory = createMockDirectory();
  let baseUrl: string;

  const call = async (method: string, url: string, body?: object) => {
    const response = await fetch(`${baseUrl}/api/catalog${url}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  const register = (target: string, type = 'url') =>
    call('POST', '/locations?dryRun=true', { type, target });
  const repositoryUrl = (file: string) =>
    `${baseUrl}/api/demo-repositories/${file}`;
  const untilApiHas = async (expected: object) => {
    for (;;) {
      const { status, body } = await call(
        'GET',
        '/entities/by-name/api/default/ticket-triage',
      );
      const { title } = body.metadata ?? {};
      const found = { title, definition: body.spec?.definition };
      if (
        status === 200 &&
        JSON.stringify(found) === JSON.stringify(expected)
      ) {
        return;
      }
      await sleep(100);
    }
  };

  beforeAll(async () => {
    directory.setContent({
      'secret.json': '{"secret": "hunter2"}',
      repositories: {
        'ticket-triage': {
          'catalog-info.yaml': catalogInfo('Tickets'),
          'openapi.json': '{"openapi": "3.1.0"}',
        },
        'reads-file': {
          'catalog-info.yaml': location(
            'file',
            directory.resolve('secret.json'),
          ),
        },
        'reads-portal': {
          'catalog-info.yaml': definition('../../catalog/entities'),
        },
        'climbs-out': {
          'catalog-info.yaml': definition('../../../../secret.json'),
        },
        'climbs-encoded': {
          'catalog-info.yaml': definition('./..%2f..%2fsecret.json'),
        },
        'reads-network': {
          'catalog-info.yaml': location('url', 'http://localhost:1/x.yaml'),
        },
      },
    });
    const { server } = await startTestBackend({
      features: [
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost' },
            catalog: { processingInterval: { seconds: 1 } },
            pavedRoad: {
              demo: { repositories: directory.resolve('repositories') },
            },
          },
        }),
        demoUrlReader,
        catalogPlugin,
        demoPublishing,
      ],
    });
    baseUrl = `http://localhost:${server.port()}`;
  });

  it('lets the catalog read a repository, and what a new commit changes', async () => {
    const target = repositoryUrl('ticket-triage/catalog-info.yaml');
    const { status } = await call('POST', '/locations', {
      type: 'url',
      target,
    });
    expect(status).toBe(201);
    await untilApiHas({
      title: 'Tickets',
      definition: '{"openapi": "3.1.0"}',
    });

    directory.addContent({
      'repositories/ticket-triage/catalog-info.yaml': catalogInfo('Questions'),
      'repositories/ticket-triage/openapi.json': '{"openapi": "3.1.1"}',
    });
    await untilApiHas({
      title: 'Questions',
      definition: '{"openapi": "3.1.1"}',
    });
  });

  it('opens no file of the machine to the catalog', async () => {
    const secret = directory.resolve('secret.json');
    const refused = [
      await register(secret, 'file'),
      await register(repositoryUrl('reads-file/catalog-info.yaml')),
      await register(repositoryUrl('climbs-out/catalog-info.yaml')),
      await register(repositoryUrl('climbs-encoded/catalog-info.yaml')),
      await register(repositoryUrl('../../secret.json')),
    ];
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 400));
    expect(JSON.stringify(refused)).not.toContain('hunter2');
    expect(refused[0].body.error.message).toContain(
      'Registered locations must be of an allowed type ["url"]',
    );
    expect(refused[1].body.error.message).toContain(
      'Registered locations must be of an allowed type ["url"]',
    );
  });

  it.each([
    ['of the portal', 'api/catalog/entities'],
    ['beside the path', 'api/demo-repositories-of-others/catalog-info.yaml'],
    ['that only starts like it', 'api/demo-repositories/../catalog/entities'],
    [
      'behind an encoded way up',
      'api/demo-repositories/%2e%2e/catalog/entities',
    ],
  ])('lets the catalog read no address %s', async (_, address) => {
    const { status, body } = await register(`${baseUrl}/${address}`);
    expect(status).toBe(400);
    expect(body.error.message).toContain('backend.reading.allow');
  });

  it.each(['reads-portal', 'reads-network'])(
    'lets a repository lead the catalog nowhere else (%s)',
    async repository => {
      const { status, body } = await register(
        repositoryUrl(`${repository}/catalog-info.yaml`),
      );
      expect([status, body.error?.message]).toEqual([
        400,
        expect.stringContaining('backend.reading.allow'),
      ]);
    },
  );
});
