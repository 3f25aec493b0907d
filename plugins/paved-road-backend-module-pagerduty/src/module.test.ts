import { FactCollector } from '@paved-road/plugin-paved-road-node';
import {
  collectFact,
  compileExamples,
  createComponent,
  FakeServer,
  startFactCollectors,
  startFakeServer,
} from '@paved-road/plugin-paved-road-node/testUtils';
import path from 'node:path';
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
  let server: FakeServer;
  let collector: FactCollector;
  let answers: Record<string, unknown>;

  beforeEach(async () => {
    answers = { ...examples };
    server = await startFakeServer(request => {
      const body = answers[request.path];
      return body
        ? { body }
        : {
            status: 404,
            body: { error: { message: 'Not Found', code: 2100 } },
          };
    });
    [collector] = await startFactCollectors(pavedRoadModulePagerduty, {
      pagerDuty: { apiBaseUrl: server.url, apiToken: 's3cret' },
    });
  });

  const collect = (id = 'PIJ90N7') =>
    collectFact(collector, createComponent({ 'pagerduty.com/service-id': id }));

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
    expect(
      server.requests.map(({ url }) => decodeURIComponent(url)).sort(),
    ).toEqual([
      '/incidents?service_ids[]=PIJ90N7&statuses[]=triggered&statuses[]=acknowledged&date_range=all&sort_by=created_at:asc&limit=100&total=true',
      '/oncalls?escalation_policy_ids[]=PT20YPA&limit=1',
      '/services/PIJ90N7',
    ]);
    for (const { headers } of server.requests) {
      expect(headers).toMatchObject({
        accept: 'application/vnd.pagerduty+json;version=2',
        authorization: 'Token token=s3cret',
      });
    }
  });

  it('knows of peace, of absence and of more than it can list', async () => {
    answers['/incidents'] = { incidents: [], more: false, total: 0 };
    answers['/oncalls'] = { oncalls: [], more: false, total: null };
    const fact = await collect();
    expect(fact).toMatchObject({
      value: { open: 0, highUrgency: 0, onCall: false },
    });
    expect(fact).not.toHaveProperty('value.oldest');

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
      /^"\.\.\/users" is not the id of a PagerDuty service: correct the annotation/,
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

  it('has examples in its README that are valid', () => {
    expect(
      compileExamples(path.resolve(__dirname, '../README.md'), [collector])
        .facts,
    ).toEqual(['pagerduty']);
  });
});
