import { ConfigReader } from '@backstage/config';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { FactCollector } from '@paved-road/plugin-paved-road-node';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import express from 'express';
import { parse } from 'yaml';
import {
  createComponent,
  startPavedRoad,
} from '../../__testUtils__/startPavedRoad';
import { collectFact } from '../collectFact';
import { FactCollectors } from '../FactCollectors';
import { readHttpFacts } from './readHttpFacts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const never = new AbortController().signal;

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'search',
    annotations: {
      'acme.com/pager': 'se/arch?',
      'acme.com/tracker': 'web',
      'acme.com/up': '..',
      'acme.com/admin': 'b/../../admin',
    },
  },
};

const servers: Server[] = [];

/** The origin of a server. */
async function serve(handler: Handler): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const json =
  (body: unknown, status = 200, headers = {}): Handler =>
  (_, response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));

const incidents = {
  name: 'incidents',
  title: 'Incidents',
  description: 'Open incidents of a service, from the pager.',
  url: 'https://pager.example.com/',
  value: 'response.body.open',
  schema: { type: 'integer', minimum: 0 },
  freshness: { minutes: 15 },
};

function read(...items: object[]): FactCollector[] {
  return readHttpFacts(
    new ConfigReader({ pavedRoad: { facts: { http: items } } } as never),
    { auth: mockServices.auth(), discovery: mockServices.discovery() },
  );
}

/** What is collected of an entity, as the back end does. */
async function collect(
  item: object,
  previous?: { value: unknown; etag?: string },
) {
  const collectors = new FactCollectors({
    collectors: read({ ...incidents, ...item }),
    config: { collectors: {} } as never,
  });
  return await collectFact(
    collectors.get('incidents')!,
    { entity, previous: previous as never },
    never,
  );
}

const readBody = async (request: IncomingMessage) =>
  Buffer.concat(await request.toArray()).toString();

const withoutHost = (result: object, origin: string) =>
  JSON.parse(JSON.stringify(result).replaceAll(new URL(origin).host, 'HOST'));

describe('facts over HTTP', () => {
  it('rest by host, where entities may be asked of on different ones', () => {
    const [one, several] = read(incidents, {
      ...incidents,
      name: 'pages',
      url: 'https://{{ entity.metadata.name }}.example.com/',
      allowedHosts: ['*.example.com'],
    });
    expect(one.sourceOf).toBeUndefined();
    expect(several.sourceOf!(entity)).toBe('search.example.com');
  });

  it('ask by the entity and read the answer', async () => {
    const asked: unknown[] = [];
    const origin = await serve(async (request, response) => {
      const { method, url, headers } = request;
      asked.push({
        method,
        url,
        authorization: headers.authorization,
        name: headers['x-name'],
        body: await readBody(request),
      });
      json({ services: [{ open: 2 }, { open: 1 }] })(request, response);
    });
    await expect(
      collect({
        url: `${origin}/{{ annotation(entity, 'acme.com/pager') }}?kind={{ entity.kind }}`,
        headers: {
          Authorization: 'Token abc ',
          'X-Name': '{{entity.metadata.name}}',
        },
        value: "{'open': size(response.body.services), 'at': response.status}",
        schema: {
          type: 'object',
          properties: { open: { type: 'integer' }, at: { type: 'integer' } },
        },
      }),
    ).resolves.toMatchObject({
      status: 'known',
      value: { open: 2, at: 200 },
      source: `${origin}/se%2Farch%3F`,
    });
    await expect(
      collect({
        url: `${origin}/graphql`,
        body: {
          query: 'query($name: String!) { open(service: $name) }',
          variables: {
            name: '"{{ entity.metadata.name }}"',
            first: 10,
            tags: ['{{ entity.kind }}', null],
          },
        },
        value: 'response.body.services[0].open',
      }),
    ).resolves.toMatchObject({ status: 'known', value: 2 });
    expect(asked).toEqual([
      {
        method: 'GET',
        url: '/se%2Farch%3F?kind=Component',
        authorization: 'Token abc',
        name: 'search',
        body: '',
      },
      {
        method: 'POST',
        url: '/graphql',
        body: JSON.stringify({
          query: 'query($name: String!) { open(service: $name) }',
          variables: {
            name: '"search"',
            first: 10,
            tags: ['Component', null],
          },
        }),
      },
    ]);
  });

  it('are asked again only for what is newer', async () => {
    const origin = await serve((request, response) =>
      request.headers['if-none-match'] === '"e1"'
        ? response.writeHead(304).end()
        : json({ open: 1 }, 200, { etag: '"e1"' })(request, response),
    );
    const url = `${origin}/a`;
    const first = await collect({ url });
    expect(first).toMatchObject({ status: 'known', value: 1 });
    const previous = first as { value: unknown; etag: string };
    await expect(collect({ url }, previous)).resolves.toEqual({
      status: 'not-modified',
    });
    for (const change of [
      { value: 'response.body.open + 1.0' },
      { url: `${origin}/b` },
      { value: "now > timestamp('2020-01-01T00:00:00Z') ? 3 : 4" },
    ]) {
      await expect(
        collect({ url, ...change }, previous),
      ).resolves.toMatchObject({ status: 'known' });
    }
  });

  describe('of several pages', () => {
    const pages: Handler = (request, response) => {
      const page = Number(
        new URL(request.url!, 'http://a').searchParams.get('page') ?? 1,
      );
      json(
        { incidents: [{ id: page, open: page !== 2 }] },
        200,
        page < 3 ? { link: `</?page=${page + 1}>; rel="next"` } : {},
      )(request, response);
    };
    const paging = {
      next: "has(response.links.next) ? response.links.next : ''",
      items: 'response.body.incidents.map(i, i.open)',
    };
    const value = 'size(items.filter(open, open))';

    it('join their items', async () => {
      const url = await serve(pages);
      await expect(collect({ url, paging, value })).resolves.toMatchObject({
        status: 'known',
        value: 2,
      });
    });

    it.each([
      [{ maxPages: 2 }, 'HOST has more than 2 pages'],
      [
        { items: 'response.body' },
        'paging.items finds no list in the answer of HOST',
      ],
      [
        { items: 'response.body.pages' },
        'paging.items cannot be read from the answer of HOST: No such key: pages (at 1:15)',
      ],
      [{ next: '1' }, 'paging.next finds no URL in the answer of HOST'],
      [
        { next: "'https://evil.example.com/'" },
        'paging.next leads from http://HOST to https://evil.example.com; all pages must be on one host',
      ],
      [{ next: "'?again'" }, 'HOST has more than 100 pages'],
      [
        {
          items: "['x', 'x', 'x'].map(x, response.headers['x-large'] + x)",
          next: "'/'",
        },
        'HOST has more than 1,000,000 characters of items',
      ],
    ])('say what is wrong with %j', async (changes: object, reason) => {
      const origin = await serve((request, response) => {
        response.setHeader('x-large', 'x'.repeat(10_000));
        pages(request, response);
      });
      const result = await collect({
        url: origin,
        paging: {
          maxPages: 100,
          ...paging,
          ...changes,
        },
        value,
      });
      expect(withoutHost(result, origin)).toMatchObject({
        status: 'unknown',
        reason,
      });
    });
  });

  it('rest when the source asks for it', async () => {
    const url = await serve(json({}, 429, { 'retry-after': '300' }));
    const result = await collect({ url });
    expect(result).toMatchObject({
      status: 'limited',
      retryAt: expect.any(Date),
    });
  });

  it.each<[string, object, Handler, string]>([
    [
      'another answer',
      {},
      json({ opened: 1 }),
      'value cannot be read from the answer of HOST: No such key: open (at 1:15)',
    ],
    [
      'a value of another schema',
      {},
      json({ open: 'many' }),
      'the value does not match the schema of the collector: value: Invalid input: expected number, received string',
    ],
    [
      'an entity without what the URL needs',
      {
        url: "http://pager.example.com/{{ annotation(entity, 'acme.com/none') }}",
      },
      json({}),
      "url needs {{ annotation(entity, 'acme.com/none') }}: it has no text",
    ],
    [
      'an entity that leads elsewhere',
      {
        url: "http://pager.example.com/a/{{ annotation(entity, 'acme.com/up') }}/b",
      },
      json({}),
      'the path of url leads elsewhere: it has a part "." or ".."',
    ],
    [
      'an entity that leads elsewhere where a server decodes the path',
      {
        url: "http://pager.example.com/a/{{ annotation(entity, 'acme.com/admin') }}",
      },
      json({}),
      'the path of url leads elsewhere: it has a part "." or ".."',
    ],
    [
      'an entity that names another host',
      {
        url: "http://{{ annotation(entity, 'acme.com/pager') }}.example.com/",
        allowedHosts: ['*.example.com'],
      },
      json({}),
      '"http://se%2Farch%3F.example.com/" is not a URL',
    ],
    [
      'a host that is not allowed',
      {
        url: 'http://{{ entity.metadata.name }}.local/',
        allowedHosts: ['*.example.com'],
      },
      json({}),
      'not allowed: search.local is not among the allowed hosts',
    ],
    [
      'a header of several lines',
      { headers: { 'x-kind': "{{ entity.kind + '\\nx: y' }}" } },
      json({}),
      'the header x-kind would have forbidden characters',
    ],
    [
      'secrets that come back',
      { headers: { authorization: 'Bearer s3cret-token' } },
      json({ message: 'bad token s3cret-token' }, 401),
      'not allowed: HOST refused the credentials (401): "bad token ***"',
    ],
    [
      'an entity that is not known there',
      {},
      json({}, 404),
      'not found: HOST has nothing at /',
    ],
    [
      'a source that is slow',
      { timeout: { milliseconds: 50 } },
      () => {},
      'no answer within 0.05 seconds',
    ],
    [
      'a redirect to an internal address',
      {},
      (_, response) =>
        response.writeHead(302, { location: 'http://10.0.0.1/' }).end(),
      'not allowed: HOST redirects to 10.0.0.1, which is not among the allowed hosts',
    ],
    [
      'more work than is allowed',
      {
        value:
          'response.body.exists(a, response.body.exists(b, a + b == 0.5)) ? 1 : 2',
      },
      json(Array.from({ length: 5000 }, (_, i) => i)),
      'value cannot be read from the answer of HOST: The expression does too much work: more than 1,000,000 steps',
    ],
  ])('say what is wrong with %s', async (_, item, handler, reason) => {
    const origin = await serve(handler);
    expect(
      withoutHost(await collect({ url: origin, ...item }), origin),
    ).toMatchObject({ status: 'unknown', reason });
  });
});

const guide = readFileSync(
  path.resolve(__dirname, '../../../../../docs/guides/collect-facts.md'),
  'utf8',
);
const guideItems = [...guide.matchAll(/```yaml[^\n]*\n(.*?)```/gs)].flatMap(
  ([, block]) => parse(block)?.pavedRoad?.facts?.http ?? [],
);

describe('the examples of the guide', () => {
  it.each<[string, Handler, unknown, unknown]>([
    [
      'incidents',
      (request, response) =>
        json({
          incidents: request.headers.authorization
            ? [
                { open: false, since: '2026-01-01T00:00:00Z' },
                { open: true, since: '2026-02-01T00:00:00Z' },
                { open: true, since: '2026-03-01T00:00:00Z' },
              ]
            : [],
        })(request, response),
      { open: 2, oldest: '2026-02-01T00:00:00Z' },
      '/services/se%2Farch%3F/incidents',
    ],
    [
      'openIssues',
      (request, response) =>
        request.url!.includes('page=2')
          ? json([{ type: 'bug' }])(request, response)
          : json([{ type: 'bug' }, { type: 'task' }], 200, {
              link: `<${request.url}&page=2>; rel="next"`,
            })(request, response),
      { all: 3, bugs: 2 },
      '/issues?state=open&project=web',
    ],
    [
      'budget',
      async (request, response) => {
        const { variables } = JSON.parse(await readBody(request));
        const lastMonth = variables.service === 'search' ? 1250.5 : 0;
        json({ data: { service: { lastMonth } } })(request, response);
      },
      1250.5,
      '/graphql',
    ],
  ])('%s is read', async (name, handler, value, url) => {
    const asked: unknown[] = [];
    const origin = await serve((request, response) => {
      asked.push(request.url);
      handler(request, response);
    });
    const item = guideItems.find(each => each.name === name);
    const result = await collect({
      ...item,
      name: 'incidents',
      url: item.url.replace(/^https:\/\/[^/]+/, origin),
    });
    expect(result).toMatchObject({ status: 'known', value });
    expect(asked[0]).toBe(url);
  });

  it('are valid as they stand', () => {
    expect(read(...guideItems)).toHaveLength(6);
  });
});

/** The answer of Red Hat's Scorecard, version 2.8.1. */
const metric = (id: string, value: number | null, error?: string) => ({
  id,
  status: error ? 'error' : 'success',
  metadata: { title: id, description: id, type: 'number', history: true },
  error,
  result: {
    value,
    timestamp: '2026-12-01T12:48:36.569Z',
    thresholdResult: { status: 'success', evaluation: 'success' },
  },
});

describe('a fact of another plugin of the portal', () => {
  it('is read with a token of Paved Road, and from no place that an annotation leads to', async () => {
    const callers: string[] = [];
    const scorecard = createBackendPlugin({
      pluginId: 'scorecard',
      register(env) {
        env.registerInit({
          deps: {
            httpAuth: coreServices.httpAuth,
            httpRouter: coreServices.httpRouter,
          },
          async init({ httpAuth, httpRouter }) {
            const router = express.Router();
            router.get(
              '/metrics/catalog/:kind/:namespace/:name',
              async (req, res) => {
                const { principal } = await httpAuth.credentials(req, {
                  allow: ['service'],
                });
                callers.push(principal.subject);
                const id = String(req.query.metricIds);
                res.json([
                  req.params.name === 'calm'
                    ? metric(id, 2)
                    : metric(id, null, 'no deployment'),
                ]);
              },
            );
            httpRouter.use(router);
          },
        });
      },
    });
    const annotations = {
      'scorecard.io/dora': 'true',
      'openssf/scorecard-location': 'https://openssf.example.com',
      'jira/project-key': 'SEARCH',
      'acme.com/up': '..',
    };
    const backend = await startPavedRoad(
      ['calm', 'lost'].map(name =>
        createComponent(name, 'user:default/ada', { annotations }),
      ),
      {
        pavedRoad: {
          facts: {
            http: [
              ...guideItems.filter(({ url }) => url.startsWith('plugin:')),
              {
                ...incidents,
                url: "plugin://scorecard/metrics/{{ annotation(entity, 'acme.com/up') }}/",
              },
            ],
          },
        },
      },
      [scorecard],
    );
    const ada = backend.asUser('user:default/ada');
    const readFacts = async (name: string) => {
      const address = `/entities/component/default/${name}`;
      await ada.post(`${address}/scorecard`).expect(200);
      const { body } = await ada.get(`${address}/facts`).expect(200);
      return body.items.map((fact: Record<string, unknown>) => [
        fact.name,
        fact.value ?? fact.reason,
        fact.source,
      ]);
    };
    const source = 'plugin://scorecard/metrics/catalog/Component/default/calm';
    const elsewhere = [
      'incidents',
      'the path of url leads elsewhere: it has a part "." or ".."',
      undefined,
    ];
    await expect(readFacts('calm')).resolves.toEqual(
      expect.arrayContaining([
        [
          'changeFailureRate',
          { percent: 2, at: '2026-12-01T12:48:36.569Z' },
          source,
        ],
        ['codeReview', 2, source],
        ['openTickets', 2, source],
        elsewhere,
      ]),
    );
    await expect(readFacts('lost')).resolves.toEqual(
      expect.arrayContaining([
        [
          'openTickets',
          expect.stringContaining('expected number, received null'),
          undefined,
        ],
      ]),
    );
    expect(new Set(callers)).toEqual(new Set(['plugin:paved-road']));
  });
});

describe('a rule that reads a fact over HTTP', () => {
  it('passes and fails by what the source says, and is unknown while it has nothing', async () => {
    const open: Record<string, number> = { calm: 0, busy: 3 };
    const origin = await serve((request, response) => {
      const name = request.url!.slice(1);
      return json(
        name in open ? { open: open[name] } : { error: 's3cret-token' },
        name in open ? 200 : 500,
      )(request, response);
    });
    const check = {
      id: 'calm',
      title: 'Open incidents',
      description: 'None is open.',
      remediation: { text: 'Close them.' },
      track: 'operability',
      level: 'bronze',
      expression: 'facts.incidents == 0',
    };
    const names = ['calm', 'busy', 'lost'];
    const backend = await startPavedRoad(
      names.map(name => createComponent(name, 'user:default/ada')),
      {
        pavedRoad: {
          facts: {
            http: [
              {
                ...incidents,
                url: `${origin}/{{ entity.metadata.name }}`,
                headers: { authorization: 'Bearer s3cret-token' },
              },
            ],
          },
          scorecards: {
            targetLevel: 'bronze',
            rulePacks: [
              {
                apiVersion: 'paved-road.io/v1',
                kind: 'RulePack',
                metadata: { name: 'calm', title: 'Calm', version: '1.0.0' },
                spec: {
                  levels: [{ id: 'bronze', title: 'Bronze' }],
                  tracks: [{ id: 'operability', title: 'Operability' }],
                  checks: [check],
                },
              },
            ],
          },
        },
      },
    );
    const ada = backend.asUser('user:default/ada');
    const scorecards = await Promise.all(
      names.map(async name => {
        const { body } = await ada
          .post(`/entities/component/default/${name}/scorecard`)
          .expect(200);
        return body;
      }),
    );
    expect(
      scorecards.map(({ results: [{ state, reason }] }) => [state, reason]),
    ).toEqual([
      ['pass', undefined],
      ['fail', undefined],
      [
        'unknown',
        `Incidents: ${new URL(origin).host} answered with 500: "***".`,
      ],
    ]);
    expect(JSON.stringify(scorecards)).not.toContain('s3cret');
  });
});

describe('readHttpFacts', () => {
  it('reads none by default, and all that a collector may have', () => {
    expect(read()).toEqual([]);
    expect(
      read(incidents, {
        ...incidents,
        name: 'requests',
        filter: { kind: 'component' },
        timeout: '5s',
        grace: { hours: 2 },
        cost: 'high',
        measurements: { requestsPerMonth: {} },
      }),
    ).toMatchObject([
      { id: 'incidents', cost: 'medium', freshness: { minutes: 15 } },
      {
        id: 'requests',
        filter: { kind: 'component' },
        timeout: { seconds: 5 },
        grace: { hours: 2 },
        cost: 'high',
        measurements: { requestsPerMonth: {} },
      },
    ]);
  });

  it.each<[object, string | RegExp]>([
    [
      { value: 'response.bdy' },
      'pavedRoad.facts.http[1].value: No such key: bdy, Response has status, headers, links, body (at 1:10)',
    ],
    [
      { value: 'size(items)' },
      /^pavedRoad\.facts\.http\[1\]\.value: Unknown variable: items/,
    ],
    [
      { paging: { next: 'x', items: 'response.body' } },
      /^pavedRoad\.facts\.http\[1\]\.paging\.next: Unknown variable: x/,
    ],
    [
      { paging: { next: 'null', items: 'null', maxPages: 1000 } },
      'Invalid pavedRoad.facts.http[1]: paging.maxPages: 1000 is too large, use at most 100',
    ],
    [
      { url: 'https://a.example.com/{{ entity.name }}' },
      /^pavedRoad\.facts\.http\[1\]\.url: \{\{ entity\.name \}\}: No such key: name/,
    ],
    [
      { body: { a: [{ b: '{{ response.body }}' }] } },
      /^pavedRoad\.facts\.http\[1\]\.body\.a\.0\.b: \{\{ response\.body \}\}: Unknown variable: response/,
    ],
    [
      { url: '{{ entity.metadata.name }}' },
      'pavedRoad.facts.http[1].url: begin with https://, http:// or plugin:// and the id of a plugin, before any {{ }}',
    ],
    [{ url: 'plugin://{{ entity.kind }}/' }, /url: begin with https/],
    [
      { url: 'plugin://scorecard/', allowedHosts: ['a.example.com'] },
      'pavedRoad.facts.http[1].allowedHosts: leave it out, because the portal finds the plugin',
    ],
    [{ url: 'ftp://a.example.com' }, /url: begin with https/],
    [
      { url: 'https://me:pass@a.example.com' },
      'pavedRoad.facts.http[1].url: put credentials into headers',
    ],
    [{ url: 'https://a b/' }, 'pavedRoad.facts.http[1].url: a b is no host'],
    [
      { url: 'https://{{ entity.metadata.name }}.example.com/' },
      'pavedRoad.facts.http[1].allowedHosts: name the allowed hosts',
    ],
    [
      { allowedHosts: ['https://a.example.com'] },
      'Invalid pavedRoad.facts.http[1]: allowedHosts.0: use names such as api.example.com',
    ],
    [
      { headers: { authorization: 's3cret\ntoken' } },
      'pavedRoad.facts.http[1].headers.authorization: the name or the value has characters',
    ],
    [
      { headers: { authorization: 12345 } },
      'pavedRoad.facts.http[1].headers.authorization: use a text',
    ],
    [
      { headers: 'a' },
      'pavedRoad.facts.http[1].headers: use texts by the names of headers',
    ],
    [
      { method: 'GET', body: {} },
      'pavedRoad.facts.http[1].body: a GET has none',
    ],
    [
      { method: 'DELETE' },
      'method: "DELETE" is not allowed, use one of GET, POST',
    ],
    [{ vlaue: '1' }, 'Invalid pavedRoad.facts.http[1]: vlaue: unknown field'],
    [{ schema: { type: 'nope' } }, /^pavedRoad\.facts\.http\[1\]\.schema: /],
    [
      { freshness: undefined },
      'Invalid pavedRoad.facts.http[1]: freshness: expected string, got nothing',
    ],
    [
      { freshness: '1s' },
      /^pavedRoad\.facts\.http\[1\]: .*freshness: use a duration/,
    ],
    [{ timeout: 'soon' }, /^pavedRoad\.facts\.http\[1\]\.timeout: /],
    [
      { name: 'open-incidents' },
      /^pavedRoad\.facts\.http\[1\]: .*the id must be a name/,
    ],
    [{ name: 'first' }, /^pavedRoad\.facts\.http\[1\]: .*this id is taken/],
    [{ filter: { $nope: 1 } }, /filter: not a filter predicate/],
    [
      { measurements: { requests: {} } },
      /^pavedRoad\.facts\.http\[1\]: .*measurements\.requests: there is no such measure/,
    ],
  ])('refuses %j', (item, message) => {
    expect(() =>
      read({ ...incidents, name: 'first' }, { ...incidents, ...item }),
    ).toThrow(message);
  });

  it('keeps secrets out of its messages', () => {
    expect(() =>
      read({ ...incidents, headers: { authorization: 's3cret\ntoken' } }),
    ).toThrow(/^((?!s3cret).)*$/s);
  });
});
