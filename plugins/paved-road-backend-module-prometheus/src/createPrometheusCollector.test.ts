import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { FactCollectorContext } from '@paved-road/plugin-paved-road-node';
import {
  FakeAnswer,
  FakeRequest,
  FakeServer,
  startFakeServer,
} from '@paved-road/plugin-paved-road-node/testUtils';
import { z } from 'zod';
import {
  createPrometheusCollector,
  PrometheusFact,
} from './createPrometheusCollector';
import { readPrometheusConfig } from './readPrometheusConfig';

const signal = new AbortController().signal;
const SERVICE = 'paved-road.io/prometheus-service';

const shared = (metric: string) =>
  `sum by (service) (${metric}{service=~"{{ services }}"})`;

const entityOf = (
  name: string,
  annotations: Record<string, string> = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', annotations },
});

/** The names that a query asks for. */
const servicesIn = (query: string) =>
  /\(\?:(.*?)\)/.exec(query)![1].replaceAll('\\\\', '').split('|');

/** An answer of the API of Prometheus. */
const answers = (resultType: string, result: unknown): FakeAnswer => ({
  body: { status: 'success', data: { resultType, result } },
});

/** An error response of Prometheus. */
const refuses = (
  status: number,
  errorType: string,
  error: string,
  headers: Record<string, string> = {},
): FakeAnswer => ({
  status,
  headers,
  body: { status: 'error', errorType, error },
});

const getParameter = ({ body }: FakeRequest, name: string) =>
  new URLSearchParams(body).get(name)!;
const queryOf = (asked: FakeRequest) => getParameter(asked, 'query');
const isRange = ({ path }: FakeRequest) => path.endsWith('/query_range');
const timeOf = (asked: FakeRequest, name: 'start' | 'end') =>
  Number(getParameter(asked, name));

/** One series for each service that is asked for. */
const perService = (value: string, asked: FakeRequest): FakeAnswer =>
  answers(
    'vector',
    servicesIn(queryOf(asked)).map(service => ({
      metric: { service },
      value: [1_700_000_000, value],
    })),
  );

describe('createPrometheusCollector', () => {
  let prometheus: FakeServer;
  let url: string;
  let answer: (asked: FakeRequest) => FakeAnswer | Promise<FakeAnswer>;

  beforeEach(async () => {
    prometheus = await startFakeServer(asked => answer(asked));
    url = prometheus.url;
  });

  function create(changes: object = {}, entities: Entity[] = []) {
    return createPrometheusCollector(
      readPrometheusConfig(
        new ConfigReader({
          pavedRoad: {
            prometheus: {
              instances: [
                {
                  name: 'main',
                  url,
                  headers: { Authorization: 'Bearer s3cret-token' },
                },
              ],
              queries: {
                requestsPerMonth: {
                  query: shared('rate'),
                  unit: 'requests/s',
                },
                latencyP95: { query: shared('p95') },
              },
              historyDays: 0,
              ...changes,
            },
          },
        }),
      ),
      {
        logger: mockServices.logger.mock(),
        auth: mockServices.auth(),
        catalog: catalogServiceMock({ entities }),
      },
    );
  }

  type Context = FactCollectorContext<PrometheusFact>;

  const contextOf = (
    entity: Entity,
    previous?: Context['previous'],
  ): Context => ({ entity, signal, previous });

  const failureOf = (changes: object = {}, entity = entityOf('search')) =>
    create(changes)
      .collect(contextOf(entity))
      .then(
        () => 'no failure',
        error => ({
          name: error.name,
          message: error.message.replaceAll(new URL(url).host, 'HOST'),
          retryAt: error.retryAt,
        }),
      );

  it('has a number for each query, and says which are missing', async () => {
    answer = asked =>
      perService(queryOf(asked).includes('rate') ? '12.5' : 'NaN', asked);
    const collector = create();
    const found = await collector.collect(
      contextOf(entityOf('search', { [SERVICE]: 'shop-search' })),
    );
    const value = { requestsPerMonth: 12.5, missing: ['latencyP95'] };
    expect(found).toEqual({ status: 'known', value, source: url });
    expect(collector.schema(z).parse(value)).toEqual(value);
    expect(
      prometheus.requests.map(asked => [
        asked.method,
        asked.url,
        queryOf(asked),
        asked.headers.authorization,
      ]),
    ).toEqual([
      [
        'POST',
        '/api/v1/query',
        'sum by (service) (rate{service=~"(?:shop-search)"})',
        'Bearer s3cret-token',
      ],
      [
        'POST',
        '/api/v1/query',
        'sum by (service) (p95{service=~"(?:shop-search)"})',
        'Bearer s3cret-token',
      ],
    ]);
    expect(collector.measurements).toEqual({
      requestsPerMonth: { field: 'requestsPerMonth', unit: 'requests/s' },
      latencyP95: { field: 'latencyP95' },
    });
  });

  it.each(['NaN', '+Inf', '-Inf'])(
    'has no number where it is %s',
    async value => {
      answer = asked =>
        perService(queryOf(asked).includes('rate') ? value : '0.2', asked);
      await expect(
        create().collect(contextOf(entityOf('search'))),
      ).resolves.toMatchObject({
        value: { latencyP95: 0.2, missing: ['requestsPerMonth'] },
      });
    },
  );

  it('asks for a hundred services at once: 10,000 of them in 100 requests for each query', async () => {
    answer = asked => perService('1', asked);
    const { batch } = create();
    const contexts = Array.from({ length: 10_000 }, (_, index) =>
      contextOf(entityOf(`service-with-a-name-${index}`)),
    );
    let known = 0;
    for (let start = 0; start < contexts.length; start += batch!.size) {
      const found = await batch!.collect(
        contexts.slice(start, start + batch!.size),
      );
      known += found.filter(
        fact => !(fact instanceof Error) && fact.status === 'known',
      ).length;
    }
    expect(known).toBe(10_000);
    expect(prometheus.requests).toHaveLength(2 * 100);
  });

  it('asks in several requests where names are long', async () => {
    answer = asked => perService('1', asked);
    const { batch } = create();
    const found = await batch!.collect(
      Array.from({ length: 100 }, (_, index) =>
        contextOf(
          entityOf('x', {
            [SERVICE]: `${'.'.repeat(90)}${'n'.repeat(90)}${index}`,
          }),
        ),
      ),
    );
    expect(found.filter(fact => fact instanceof Error)).toEqual([]);
    expect(prometheus.requests).toHaveLength(2 * 2);
    for (const asked of prometheus.requests) {
      expect(queryOf(asked).length).toBeLessThanOrEqual(20_000);
    }
  });

  it('reads the history day by day while nothing is known, once', async () => {
    const day = 86_400;
    answer = asked => {
      if (!isRange(asked)) {
        return perService('3', asked);
      }
      const start = timeOf(asked, 'start');
      const times = Array.from(
        { length: (timeOf(asked, 'end') - start) / day + 1 },
        (_, index) => start + index * day,
      );
      return answers(
        'matrix',
        // Prometheus keeps less than was asked for.
        [
          {
            metric: { service: 'search' },
            values: times
              .slice(-4)
              .map((time, index) => [time, index === 1 ? 'NaN' : `${index}.5`]),
          },
        ],
      );
    };
    const collector = create({ historyDays: 180 });
    const first = await collector.collect(contextOf(entityOf('search')));
    const ranges = prometheus.requests.filter(isRange);
    expect(ranges.map(asked => getParameter(asked, 'step'))).toEqual([
      '1d',
      '1d',
    ]);
    const end = timeOf(ranges[0], 'end');
    expect(end - timeOf(ranges[0], 'start')).toBe(180 * day);
    const at = (daysAgo: number) =>
      new Date((end - daysAgo * day) * 1_000).toISOString();
    expect(first).toMatchObject({
      status: 'known',
      earlier: [
        { at: at(3), value: { requestsPerMonth: 0.5, latencyP95: 0.5 } },
        { at: at(1), value: { requestsPerMonth: 2.5, latencyP95: 2.5 } },
      ],
    });

    prometheus.requests.length = 0;
    const { value, etag } = first as { value: PrometheusFact; etag: string };
    const second = await collector.collect(
      contextOf(entityOf('search'), { value, etag }),
    );
    expect(second).toEqual({ status: 'known', value, etag, source: url });
    expect(prometheus.requests).toHaveLength(2);

    // A query that is new has a history too.
    await expect(
      create({
        historyDays: 180,
        queries: { latencyP99: { query: shared('p99') } },
      }).collect(contextOf(entityOf('search'), { value, etag })),
    ).resolves.toHaveProperty('earlier');
  });

  it('has no more earlier values than a collector may have', async () => {
    answer = asked =>
      !isRange(asked)
        ? perService('3', asked)
        : answers('matrix', [
            {
              metric: { service: 'search' },
              values: Array.from({ length: 401 }, (_, index) => [
                timeOf(asked, 'start') + index * 86_400,
                '1',
              ]),
            },
          ]);
    const { earlier } = (await create({ historyDays: 400 }).collect(
      contextOf(entityOf('search')),
    )) as { earlier: unknown[] };
    expect(earlier).toHaveLength(400);
  });

  it('knows the number of now where the history cannot be read, and tries that again', async () => {
    answer = asked =>
      !isRange(asked)
        ? perService('3', asked)
        : refuses(
            422,
            'execution',
            'query processing would load too many samples into memory in query execution',
          );
    const collector = create({ historyDays: 30 });
    const first = await collector.collect(contextOf(entityOf('search')));
    expect(first).toMatchObject({ status: 'known' });
    expect(first).not.toHaveProperty('earlier');
    prometheus.requests.length = 0;
    const { value, etag } = first as { value: PrometheusFact; etag?: string };
    await collector.collect(contextOf(entityOf('search'), { value, etag }));
    expect(prometheus.requests.map(({ path }) => path)).toContain(
      '/api/v1/query_range',
    );
  });

  it('holds availability against the objective, that of the entity first', async () => {
    answer = asked => perService('0.9975', asked);
    const collector = create({
      queries: { availability: { query: shared('up') } },
      objective: 0.99,
    });
    const valueOf = async (annotations: Record<string, string>) => {
      const { value } = (await collector.collect(
        contextOf(entityOf('search', annotations)),
      )) as { value: PrometheusFact };
      return value;
    };
    const fleet = await valueOf({});
    expect(fleet).toMatchObject({ availability: 0.9975, objective: 0.99 });
    expect(fleet.errorBudget).toBeCloseTo(0.75, 9);
    const own = await valueOf({ 'paved-road.io/slo-objective': '0.999' });
    expect(own.errorBudget).toBeCloseTo(-1.5, 9);
    await expect(
      valueOf({ 'paved-road.io/slo-objective': '99.9' }),
    ).rejects.toThrow(
      'correct the annotation paved-road.io/slo-objective: 99.9 is not a share such as 0.995',
    );
  });

  it('asks the instance that an entity names, as the Prometheus plugin does', async () => {
    const other = await startFakeServer(asked => perService('2', asked));
    answer = asked => perService('1', asked);
    const { batch } = create({
      instances: [
        { name: 'main', url },
        { name: 'team', url: `${other.url}/` },
      ],
    });
    const found = await batch!.collect([
      contextOf(entityOf('a')),
      contextOf(entityOf('b', { 'prometheus.io/service-name': 'team' })),
      contextOf(entityOf('c', { 'prometheus.io/service-name': 'none' })),
    ]);
    expect(found).toMatchObject([
      { value: { requestsPerMonth: 1 }, source: url },
      { value: { requestsPerMonth: 2 }, source: other.url },
      {
        message:
          'there is no instance none, correct the annotation prometheus.io/service-name to one of main, team',
      },
    ]);
  });

  it('lets no name of a service change the query', async () => {
    answer = () => answers('vector', []);
    const evil = 'a"} or vector(1) or x{y="|.*\\';
    await failureOf({}, entityOf('x', { [SERVICE]: evil }));
    await failureOf(
      { queries: { one: { query: 'rate{service="{{ service }}"}' } } },
      entityOf('x', { [SERVICE]: evil }),
    );
    expect(prometheus.requests.map(queryOf)).toEqual([
      ...['rate', 'p95'].map(
        metric =>
          `sum by (service) (${metric}{service=~"(?:a\\"\\\\} or vector\\\\(1\\\\) or x\\\\{y=\\"\\\\|\\\\.\\\\*\\\\\\\\)"})`,
      ),
      'rate{service="a\\"} or vector(1) or x{y=\\"|.*\\\\"}',
    ]);
  });

  it('takes queries of entities only where the config allows it, of a bounded length', async () => {
    const key = 'prometheus.paved-road.io/latencyP95';
    const own = { [key]: 'own_p95{app="{{ service }}"}' };
    answer = asked =>
      queryOf(asked).startsWith('own')
        ? answers('vector', [{ metric: {}, value: [0, '7'] }])
        : perService('1', asked);
    const valueOf = async (annotationQueries: boolean, annotations: object) =>
      (
        (await create({ annotationQueries }).collect(
          contextOf(entityOf('search', annotations as never)),
        )) as { value: PrometheusFact }
      ).value;
    expect(await valueOf(false, own)).toMatchObject({ latencyP95: 1 });
    expect(await valueOf(true, own)).toMatchObject({
      latencyP95: 7,
      requestsPerMonth: 1,
    });
    await expect(
      valueOf(true, { [key]: `x{a="${'b'.repeat(1_000)}"}` }),
    ).rejects.toThrow(
      `the annotation ${key} has 1007 characters, 1000 are allowed`,
    );
    await expect(
      valueOf(true, { [key]: 'x{a=~"{{ services }}"}' }),
    ).rejects.toThrow('is for one service');
  });

  it('rejects an own query with a longer range than its number covers', async () => {
    answer = asked =>
      queryOf(asked).startsWith('own')
        ? answers('vector', [{ metric: {}, value: [0, '7'] }])
        : perService('1', asked);
    const collect = (range: string, days?: number) =>
      create({
        annotationQueries: true,
        queries: {
          latencyP95: { query: shared('p95'), days },
          // No measure, so no decision depends on it.
          other: { query: shared('p95') },
        },
      }).collect(
        contextOf(
          entityOf('search', {
            'prometheus.paved-road.io/latencyP95': `own${range}`,
            'prometheus.paved-road.io/other': 'own[1y]',
          }),
        ),
      );
    const message = (days: number, allowed: number) =>
      `the annotation prometheus.paved-road.io/latencyP95 covers ${days} days, ${allowed} are allowed: use a shorter range, or ask for pavedRoad.prometheus.queries.latencyP95.days: ${days}`;
    await expect(collect('[30d]', 7)).rejects.toThrow(message(30, 7));
    await expect(collect('[1h]')).rejects.toThrow(message(0.042, 0));
    const known = { value: { latencyP95: 7, other: 7 } };
    await expect(collect('[30d]', 30)).resolves.toMatchObject(known);
    await expect(collect('[1h]', 0.042)).resolves.toMatchObject(known);
    await expect(collect('[1y]', 300)).resolves.toMatchObject(known);
    await expect(collect('_recorded')).resolves.toMatchObject(known);
  });

  it.each<[string, FakeAnswer, object]>([
    [
      'a query that is broken',
      refuses(
        400,
        'bad_data',
        'invalid parameter "query": 1:5: parse error: unexpected end of input',
      ),
      {
        message:
          'requestsPerMonth: HOST answered with 400: "invalid parameter "query": 1:5: parse error: unexpected end of input"',
      },
    ],
    [
      'an error with a status of success',
      refuses(200, 'execution', 'expanding series: context deadline exceeded'),
      {
        message:
          'requestsPerMonth: execution: expanding series: context deadline exceeded',
      },
    ],
    [
      'a token that has expired',
      refuses(401, 'unauthorized', 'no s3cret-token'),
      {
        name: 'NotAllowedError',
        message:
          'requestsPerMonth: HOST refused the credentials (401): "no ***"',
      },
    ],
    [
      'a path that is wrong, which says nothing of the service',
      { status: 404, body: {} },
      {
        name: 'Error',
        message:
          'requestsPerMonth: HOST has nothing at /api/v1/query; correct the URL of the instance',
      },
    ],
    [
      'a limit',
      refuses(429, 'too_many_requests', 'slow down', { 'retry-after': '30' }),
      { name: 'SourceLimitedError', retryAt: expect.any(Date) },
    ],
    [
      'a server that is busy for a while',
      refuses(503, 'timeout', 'busy', { 'retry-after': '30' }),
      { name: 'SourceLimitedError', retryAt: expect.any(Date) },
    ],
    [
      'a query that takes too long',
      refuses(503, 'timeout', 'query timed out in expression evaluation'),
      {
        name: 'ServiceUnavailableError',
        message:
          'requestsPerMonth: HOST answered with 503: "query timed out in expression evaluation"',
      },
    ],
    [
      'a redirect to another host',
      { status: 302, headers: { location: 'http://169.254.169.254/latest' } },
      {
        message:
          'requestsPerMonth: HOST redirects a POST, which is not followed; use the URL that it leads to',
      },
    ],
    [
      'a page for people',
      { headers: { 'content-type': 'text/html' }, body: '<html>' },
      {
        message:
          'requestsPerMonth: HOST answered with text/html instead of JSON',
      },
    ],
    [
      'JSON of something else',
      { body: { ok: true } },
      {
        message: expect.stringMatching(
          /^requestsPerMonth: Invalid answer of HOST: status: nothing is not allowed/,
        ),
      },
    ],
    [
      'more than is read',
      { body: { data: 'x'.repeat(10_000_001) } },
      {
        message:
          'requestsPerMonth: HOST answered with more than 10,000,000 bytes',
      },
    ],
    [
      'a text',
      answers('string', [0, 'many']),
      {
        message: 'requestsPerMonth: the query returns text instead of a number',
      },
    ],
    [
      'several series for a service',
      answers('vector', [
        { metric: { service: 'search', pod: 'a' }, value: [0, '1'] },
        { metric: { service: 'search', pod: 'b' }, value: [0, '2'] },
      ]),
      {
        message:
          'requestsPerMonth: the query returns 2 series, such as {"service":"search","pod":"a"} and {"service":"search","pod":"b"}: aggregate them to one',
      },
    ],
    [
      'series without the label',
      answers('vector', [{ metric: {}, value: [0, '1'] }]),
      {
        message:
          'requestsPerMonth: the result has no label service: aggregate with by (service)',
      },
    ],
    [
      'nothing at all',
      answers('vector', []),
      {
        message:
          'no query has a number for the service search, such as sum by (service) (rate{service=~"(?:search)"})',
      },
    ],
  ])('says what is wrong: %s', async (_, given, expected) => {
    answer = () => given;
    expect(await failureOf()).toMatchObject(expected);
  });

  it('lets the failure of a service be its own where it is asked alone', async () => {
    answer = asked =>
      queryOf(asked).includes('"b"')
        ? refuses(422, 'execution', 'many-to-many matching')
        : answers('scalar', [0, '1']);
    const found = await create({
      queries: { one: { query: 'scalar(x{app="{{ service }}"})' } },
    }).batch!.collect([contextOf(entityOf('a')), contextOf(entityOf('b'))]);
    expect(found).toMatchObject([
      { status: 'known', value: { one: 1 } },
      { message: expect.stringContaining('many-to-many matching') },
    ]);
  });

  const annotated = (service: string, name = 'x') =>
    contextOf(entityOf(name, { [SERVICE]: service }));
  const invalid = `correct the annotation ${SERVICE}: it contains a control character or invalid Unicode`;

  it.each([
    ['U+FFFD', 'a\ufffdb', invalid],
    ['half a surrogate pair', 'a\ud800b', invalid],
    ['a control character', 'a\u0000b', invalid],
    [
      'a name that is too long once encoded',
      '\u8cfc'.repeat(67),
      `correct the annotation ${SERVICE}: it has more than 600 characters in a URL`,
    ],
  ])('rejects %s and asks for the others', async (_, service, message) => {
    answer = asked => perService('1', asked);
    const found = await create().batch!.collect([
      annotated('search'),
      annotated(service),
      annotated('\u8cfc'.repeat(66)),
    ]);
    expect(found).toMatchObject([
      { status: 'known' },
      { name: 'InputError', message },
      { status: 'known' },
    ]);
    expect(prometheus.requests).toHaveLength(2);
  });

  it('splits a batch until only the service fails that the server rejects', async () => {
    answer = asked =>
      servicesIn(queryOf(asked)).includes('service-42')
        ? refuses(422, 'execution', 'many-to-many matching not allowed')
        : perService('1', asked);
    const found = await create().batch!.collect(
      Array.from({ length: 100 }, (__, index) => annotated(`service-${index}`)),
    );
    expect(
      found.flatMap((fact, index) => (fact instanceof Error ? [index] : [])),
    ).toEqual([42]);
    // Two for each halving, the check of the query itself, and the second query without the service.
    expect(prometheus.requests.length).toBeLessThanOrEqual(2 * 7 + 3);
  });

  it('does not split a batch where the query itself is wrong or the server is down', async () => {
    for (const given of [
      refuses(400, 'bad_data', 'parse error'),
      refuses(500, 'internal', 'disk full'),
    ]) {
      prometheus.requests.length = 0;
      answer = () => given;
      const found = await create({
        queries: { one: { query: shared('rate') } },
      }).batch!.collect(['a', 'b', 'c'].map(name => annotated(name)));
      expect(found.every(fact => fact instanceof Error)).toBe(true);
      expect((found[2] as Error).message).toMatch(/^one: 127/);
      expect(prometheus.requests.length).toBeLessThanOrEqual(2);
    }
  });

  it.each<[string, () => FakeAnswer | Promise<FakeAnswer>, RegExp]>([
    [
      'hangs',
      () => new Promise(() => {}),
      /^latencyP95: no response within 10 seconds; add a recording rule/,
    ],
    [
      'reaches a limit',
      () => refuses(429, 'too_many_requests', 'slow down'),
      /^latencyP95: .*limits the rate of requests \(429\)/,
    ],
  ])(
    'loses the numbers of one entity only when its own query %s',
    async (_, own, message) => {
      const delays = jest
        .spyOn(AbortSignal, 'timeout')
        .mockImplementation(milliseconds => {
          expect(milliseconds).toBe(10_000);
          const stop = new AbortController();
          setTimeout(
            () => stop.abort(new DOMException('late', 'TimeoutError')),
            50,
          );
          return stop.signal;
        });
      answer = asked =>
        queryOf(asked).startsWith('own') ? own() : perService('1', asked);
      const entity = entityOf('b', {
        'prometheus.paved-road.io/latencyP95': 'own{app="{{ service }}"}',
      });
      const found = await create({ annotationQueries: true }).batch!.collect([
        contextOf(entityOf('a')),
        contextOf(entity),
        contextOf(entityOf('c')),
      ]);
      delays.mockRestore();
      expect(found).toMatchObject([
        { status: 'known', value: { latencyP95: 1 } },
        { name: 'Error', message: expect.stringMatching(message) },
        { status: 'known', value: { latencyP95: 1 } },
      ]);
      const asked = prometheus.requests.find(each =>
        queryOf(each).startsWith('own'),
      )!;
      expect(getParameter(asked, 'timeout')).toBe('10s');
    },
  );

  describe('with one entity per service', () => {
    const conflict = {
      name: 'ConflictError',
      message: `another entity claims the service search of main too: correct the annotation ${SERVICE} of one of them`,
    };
    const owner = entityOf('search-owner', { [SERVICE]: 'search' });
    // First by name, and with the name of the service.
    const squatters = [
      entityOf('a-copy', { [SERVICE]: 'search' }),
      entityOf('search', { [SERVICE]: 'search' }),
    ];
    const collectAll = (
      entities: Entity[],
      contexts = entities.map(entity => contextOf(entity)),
      changes: object = {},
    ) =>
      create(
        { oneEntityPerService: true, ...changes },
        entities,
      ).batch!.collect(contexts);
    const known = { status: 'known' };

    beforeEach(() => {
      answer = asked => perService('1', asked);
    });

    it('gives the service to nobody if several claim it at once', async () => {
      const elsewhere = entityOf('b-other', {
        [SERVICE]: 'search',
        'prometheus.io/service-name': 'other',
      });
      const instances = [
        { name: 'main', url },
        { name: 'other', url },
      ];
      expect(
        await collectAll([owner, elsewhere, ...squatters], undefined, {
          instances,
        }),
      ).toMatchObject([conflict, known, conflict, conflict]);
      await expect(
        create({}, squatters).collect(contextOf(squatters[0])),
      ).resolves.toMatchObject(known);
    });

    it('leaves the service to the entity that has its numbers, also when that changes', async () => {
      const [first] = (await collectAll([owner])) as Array<{
        value: PrometheusFact;
        etag: string;
      }>;
      const entities = [owner, ...squatters];
      const others = squatters.map(entity => contextOf(entity));
      const { value, etag } = first;
      for (const before of [
        { previous: { value, etag }, lastEtag: etag },
        { lastEtag: etag },
      ]) {
        expect(
          await collectAll(entities, [
            { entity: owner, signal, ...before },
            ...others,
          ]),
        ).toMatchObject([{ ...known, etag }, conflict, conflict]);
      }
    });

    it('gives it to no entity that had the numbers of another service', async () => {
      const [mine] = (await collectAll([
        entityOf('a-copy', { [SERVICE]: 'mine' }),
      ])) as Array<{ etag: string }>;
      expect(
        await collectAll(
          [owner, squatters[0]],
          [{ entity: squatters[0], signal, lastEtag: mine.etag }],
        ),
      ).toMatchObject([conflict]);
    });
  });

  it('asks the catalog only for entities that claim one of the services', async () => {
    answer = asked => perService('1', asked);
    const spam = Array.from({ length: 1_001 }, (_, index) =>
      entityOf(`spam-${index}`, { [SERVICE]: 'popular' }),
    );
    const others = Array.from({ length: 50 }, (_, index) =>
      entityOf(`service-${index}`, { [SERVICE]: `service-${index}` }),
    );
    const catalog = catalogServiceMock({ entities: [...others, ...spam] });
    const queries = jest.spyOn(catalog, 'queryEntities');
    const collector = createPrometheusCollector(
      readPrometheusConfig(
        new ConfigReader({
          pavedRoad: {
            prometheus: {
              instances: [{ name: 'main', url }],
              queries: { one: { query: shared('rate') } },
              historyDays: 0,
              oneEntityPerService: true,
            },
          },
        }),
      ),
      {
        logger: mockServices.logger.mock(),
        auth: mockServices.auth(),
        catalog,
      },
    );
    await collector.batch!.collect(others.map(entity => contextOf(entity)));
    expect(queries).toHaveBeenCalledTimes(1);
    const found = await collector.batch!.collect(
      [...others, spam[0]].map(entity => contextOf(entity)),
    );
    expect(found.filter(fact => !(fact instanceof Error))).toHaveLength(50);
    expect(found.at(-1)).toMatchObject({
      message: expect.stringContaining('the service popular of main'),
    });
  });

  it('ends with the signal', async () => {
    answer = () => new Promise(() => {});
    const stop = new AbortController();
    const result = create().collect({
      entity: entityOf('search'),
      signal: stop.signal,
    });
    setTimeout(() => stop.abort(new Error('no answer within 1 second')), 50);
    await expect(result).rejects.toThrow('no answer within 1 second');
  });
});
