import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  compileRules,
  parseRulePack,
} from '@paved-road/plugin-paved-road-common/rules';
import {
  FactCollector,
  factCollectorsExtensionPoint,
} from '@paved-road/plugin-paved-road-node';
import { readFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { pavedRoadModulePagerduty } from './module';

const policy = {
  id: 'PT20YPA',
  type: 'escalation_policy_reference',
  summary: 'Another Escalation Policy',
};

const incident = (urgency: string, createdAt: string) => ({
  id: 'PT4KHLK',
  type: 'incident',
  incident_number: 1234,
  title: 'The server is on fire.',
  created_at: createdAt,
  status: 'triggered',
  service: { id: 'PIJ90N7', type: 'service_reference' },
  escalation_policy: policy,
  priority: null,
  urgency,
});

/*
 * In the form of the examples in reference/REST/openapiv3.json of github.com/PagerDuty/api-schema. No real server was
 * asked.
 */
const examples: Record<string, unknown> = {
  '/services/PIJ90N7': {
    service: {
      id: 'PIJ90N7',
      type: 'service',
      name: 'My Application Service',
      html_url: 'https://subdomain.pagerduty.com/service-directory/PIJ90N7',
      created_at: '2015-11-06T11:12:51-05:00',
      status: 'critical',
      escalation_policy: policy,
      teams: [],
    },
  },
  '/incidents': {
    incidents: [
      incident('high', '2015-10-06T16:30:42-05:00'),
      incident('low', '2015-10-07T21:30:42Z'),
    ],
    limit: 100,
    offset: 0,
    more: false,
    total: 2,
  },
  '/oncalls': {
    oncalls: [
      {
        user: { id: 'PT23IWX', type: 'user_reference' },
        schedule: { id: 'PI7DH85', type: 'schedule_reference' },
        escalation_policy: policy,
        escalation_level: 2,
        start: '2015-03-06T15:28:51-05:00',
        end: '2015-03-07T15:28:51-05:00',
      },
    ],
    limit: 1,
    offset: 0,
    more: false,
    total: null,
  },
};

describe('pagerduty', () => {
  let server: Server;
  let collector: FactCollector;
  let answers: Record<string, unknown>;
  const asked: string[] = [];
  const headers = new Set<unknown>();

  beforeEach(async () => {
    asked.length = 0;
    headers.clear();
    answers = { ...examples };
    server = createServer((request, response) => {
      const url = new URL(request.url!, 'http://localhost');
      asked.push(decodeURIComponent(request.url!));
      const { accept, authorization } = request.headers;
      headers.add(`${accept} ${authorization}`);
      const body = answers[url.pathname];
      response
        .writeHead(body ? 200 : 404, { 'content-type': 'application/json' })
        .end(
          JSON.stringify(
            body ?? { error: { message: 'Not Found', code: 2100 } },
          ),
        );
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    await startTestBackend({
      features: [
        pavedRoadModulePagerduty,
        mockServices.rootConfig.factory({
          data: {
            pagerDuty: {
              apiBaseUrl: `http://127.0.0.1:${port}`,
              apiToken: 's3cret',
            },
          },
        }),
      ],
      extensionPoints: [
        [
          factCollectorsExtensionPoint,
          {
            addFactCollector(added: FactCollector) {
              collector = added;
            },
            addPushedFact() {},
          } as never,
        ],
      ],
    });
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  async function collect(id = 'PIJ90N7') {
    const fact = await collector.collect({
      entity: {
        metadata: { annotations: { 'pagerduty.com/service-id': id } },
      } as unknown as Entity,
      signal: new AbortController().signal,
    });
    if (fact.status === 'known') {
      collector.schema(z).parse(fact.value);
    }
    return fact;
  }

  it('reads open incidents, and whether someone is on call', async () => {
    await expect(collect()).resolves.toEqual({
      status: 'known',
      value: {
        status: 'critical',
        open: 2,
        highUrgency: 1,
        oldest: '2015-10-06T21:30:42.000Z',
        onCall: true,
      },
      source: 'https://subdomain.pagerduty.com/service-directory/PIJ90N7',
    });
    expect(asked.sort()).toEqual([
      '/incidents?service_ids[]=PIJ90N7&statuses[]=triggered&statuses[]=acknowledged&date_range=all&sort_by=created_at:asc&limit=100&total=true',
      '/oncalls?escalation_policy_ids[]=PT20YPA&limit=1',
      '/services/PIJ90N7',
    ]);
    expect([...headers]).toEqual([
      'application/vnd.pagerduty+json;version=2 Token token=s3cret',
    ]);
  });

  it('knows of peace, of absence and of more than it can list', async () => {
    answers['/incidents'] = { incidents: [], more: false, total: 0 };
    answers['/oncalls'] = { oncalls: [], more: false, total: null };
    const fact = await collect();
    expect(fact).toMatchObject({
      value: { open: 0, highUrgency: 0, onCall: false },
    });
    expect(fact).not.toHaveProperty('value.oldest', expect.any(String));

    answers['/incidents'] = {
      incidents: [incident('high', '2015-10-06T21:30:42Z')],
      more: true,
      total: 240,
    };
    await expect(collect()).resolves.toMatchObject({
      value: { open: 240, highUrgency: 1 },
    });
  });

  it.each([
    [
      'P000000',
      'NotFoundError',
      /has nothing at \/services\/P000000: "Not Found"$/,
    ],
    [
      '../users',
      'NotFoundError',
      /^"\.\.\/users" is no id of a PagerDuty service: correct the annotation/,
    ],
  ])('says why there is no fact of %s', async (id, name, message) => {
    await expect(collect(id)).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });

  it('says what is wrong with another answer', async () => {
    answers['/incidents'] = { incidents: [{ created_at: 'yesterday' }] };
    await expect(collect()).rejects.toThrow(
      /Invalid answer of 127\.0\.0\.1:\d+: incidents\.0\.created_at: no time/,
    );
  });

  it('has a rule in its README that is valid', () => {
    const readme = readFileSync(
      path.resolve(__dirname, '../README.md'),
      'utf8',
    );
    const [, rule] = /```yaml\n(- id: .*?)```/s.exec(readme)!;
    const [, track] = /track: (.*)/.exec(rule)!;
    const pack = parseRulePack(
      `apiVersion: paved-road.io/v1
kind: RulePack
metadata: { name: readme, title: README, version: 1.0.0 }
spec:
  filter: { kind: Component }
  levels: [{ id: silver, title: Silver }]
  tracks: [{ id: ${track}, title: Track }]
  checks:
    ${rule.trimEnd().replaceAll('\n', '\n    ')}
`,
      'README.md',
    );
    expect(
      compileRules([pack], { pagerduty: collector.schema(z) }).facts,
    ).toEqual(['pagerduty']);
  });
});
