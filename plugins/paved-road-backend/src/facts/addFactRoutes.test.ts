import { mockCredentials } from '@backstage/backend-test-utils';
import { PushResults } from '@paved-road/plugin-paved-road-common';
import {
  factHistorySchema,
  factSchema,
  pushResultsSchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { request as httpRequest } from 'node:http';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import request from 'supertest';
import {
  createComponent,
  createEntity,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';
import { until } from '../__testUtils__/until';

const ada = 'user:default/ada';
const eve = 'user:default/eve';
const search = 'component:default/search';
const facts = '/entities/component/default/search/facts';
const minute = 60_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const days = 24 * 60 * minute;

const rulePack = {
  apiVersion: 'paved-road.io/v1',
  kind: 'RulePack',
  metadata: { name: 'tests', title: 'Tests', version: '1.0.0' },
  spec: {
    levels: [{ id: 'bronze', title: 'Bronze' }],
    tracks: [{ id: 'quality', title: 'Quality' }],
    checks: [
      {
        id: 'covered',
        title: 'Tests cover 80 %',
        description: 'At least 80 % of the code is run by tests.',
        remediation: { text: 'Write tests.' },
        track: 'quality',
        level: 'bronze',
        expression: 'facts.coverage >= 80.0',
      },
    ],
  },
};

const pushed = [
  {
    name: 'coverage',
    title: 'Test coverage',
    description: 'Share of the code that tests run.',
    schema: { type: 'number', minimum: 0, maximum: 100 },
  },
  {
    name: 'alerts',
    title: 'Alerts',
    description: 'Open alerts, by severity.',
    schema: {
      type: 'object',
      properties: { high: { type: 'integer' }, low: { type: 'integer' } },
      required: ['high'],
    },
    expiresAfter: { days: 14 },
  },
  {
    name: 'serving',
    title: 'Serving',
    description: 'How requests are served.',
    schema: {
      type: 'object',
      properties: {
        latency: {
          type: 'object',
          properties: { p50: { type: 'number' }, p95: { type: 'number' } },
        },
        models: { type: 'number', title: 'Models in memory' },
        replicas: { type: 'number', title: 'Replicas' },
      },
    },
    measurements: {
      latencyP50: { field: 'latency.p50' },
      latencyP95: { field: 'latency.p95', unit: 'ms' },
      models: { field: 'models' },
    },
  },
  {
    name: 'lint',
    title: 'Lint',
    description: 'Problems of the specification.',
    schema: { type: 'integer' },
    filter: { kind: 'API' },
  },
  {
    name: 'audit',
    title: 'Audit',
    description: 'Result of the audit, from the pipeline.',
    schema: { type: 'integer' },
    pushers: 'services',
  },
  {
    name: 'anything',
    title: 'Anything',
    description: 'Of any form.',
    schema: { type: ['object', 'array', 'number', 'string', 'null'] },
  },
];

const item = (changes: object = {}) => ({
  entityRef: search,
  fact: 'coverage',
  value: 87.5,
  observedAt: ago(minute),
  source: 'https://ci.example/1',
  ...changes,
});

describe('the fact endpoints', () => {
  let backend: Awaited<ReturnType<typeof startPavedRoad>>;

  beforeAll(async () => {
    backend = await startPavedRoad(
      [
        createComponent('search', ada),
        createComponent('other', ada),
        createComponent('owned', eve),
        createComponent('hidden', ada, { restricted: true }),
        createEntity('API', 'open', {
          type: 'openapi',
          lifecycle: 'production',
          owner: ada,
          definition: 'x',
        }),
      ],
      {
        pavedRoad: {
          facts: { pushed },
          measurements: {
            latencyP50: { fact: 'anything', field: 'p50' },
            latencyP95: {
              fact: 'serving',
              field: 'latency.p95',
              unit: 'min',
            },
          },
          scorecards: { rulePacks: [rulePack], targetLevel: 'bronze' },
        },
      },
    );
  });

  /** As a service, with items one on each line. */
  const sendLines = (body: string, headers: Record<string, string> = {}) =>
    request(backend.server)
      .post('/api/paved-road/facts')
      .set('Authorization', mockCredentials.service.header())
      .set('Content-Type', 'application/x-ndjson')
      .set(headers)
      .send(body);

  const push = async (...items: unknown[]): Promise<PushResults> => {
    const { body } = await backend
      .asService()
      .post('/facts', { items })
      .expect(200);
    return pushResultsSchema.parse(body);
  };

  const problemOf = async (sent: unknown) => {
    const { results } = await push(sent);
    return results[0].result === 'refused' ? results[0].problem : undefined;
  };

  it('store a value, once, and show it to those who see the entity', async () => {
    const { entityRef: _entityRef, fact: _fact, ...body } = item();
    const put = () =>
      backend.asService().put(`${facts}/coverage`, body).expect(200);
    expect((await put()).body).toEqual({ index: 0, result: 'stored' });
    expect((await put()).body).toEqual({ index: 0, result: 'unchanged' });
    const got = await backend.asUser(eve).get(`${facts}/coverage`).expect(200);
    expect(factSchema.parse(got.body)).toEqual({
      status: 'known',
      name: 'coverage',
      title: 'Test coverage',
      source: 'https://ci.example/1',
      pushedBy: 'external:test-service',
      collectedAt: body.observedAt,
      value: 87.5,
    });
    const all = await backend.asUser(eve).get(facts).expect(200);
    expect(all.body.items).toContainEqual(got.body);
    const history = await backend
      .asUser(eve)
      .get(`${facts}/coverage/history?days=7`)
      .expect(200);
    expect(factHistorySchema.parse(history.body)).toEqual({
      name: 'coverage',
      title: 'Test coverage',
      series: [
        {
          field: '',
          points: [{ at: body.observedAt.slice(0, 10), value: 87.5 }],
        },
      ],
    });
  });

  it('have rules follow', async () => {
    const stateOf = async () => {
      const { body } = await backend
        .asUser(ada)
        .get('/entities/component/default/other/scorecard');
      return body.results?.[0].state;
    };
    await until(async () => (await stateOf()) === 'unknown');
    await push(item({ entityRef: 'component:default/other', value: 90 }));
    await until(async () => (await stateOf()) === 'pass');
    await push(
      item({
        entityRef: 'component:default/other',
        value: 79,
        observedAt: ago(0),
      }),
    );
    await until(async () => (await stateOf()) === 'fail');
    await push(
      item({
        entityRef: 'component:default/other',
        value: 90,
        observedAt: ago(0),
        expiresAt: ago(-1_000),
      }),
    );
    await until(async () => {
      await backend.trigger('factExpiry');
      return (await stateOf()) === 'unknown';
    });
    expect(await stateOf()).toBe('unknown');
  });

  it('give numbers in the order of the value', async () => {
    await push(item({ fact: 'anything', value: { tests: 9, errors: 0 } }));
    const { body } = await backend
      .asUser(ada)
      .get(`${facts}/anything/history`)
      .expect(200);
    expect(
      factHistorySchema.parse(body).series.map(({ field }) => field),
    ).toEqual(['tests', 'errors']);
  });

  it('give numbers the titles of their declaration, and titles and units of measures', async () => {
    await push(
      item({
        fact: 'serving',
        value: { latency: { p50: 3, p95: 412 }, models: 2, replicas: 4 },
      }),
    );
    const { body } = await backend
      .asUser(ada)
      .get(`${facts}/serving/history`)
      .expect(200);
    const points = [{ at: expect.any(String), value: expect.any(Number) }];
    expect(factHistorySchema.parse(body).series).toEqual([
      // Another fact is measured in place of this one; what it is stays the same.
      { field: 'latency.p50', title: 'Latency p50', unit: 's', points },
      { field: 'latency.p95', title: 'Latency p95', unit: 'min', points },
      { field: 'models', title: 'Models in memory', unit: 'models', points },
      { field: 'replicas', title: 'Replicas', points },
    ]);
  });

  it('give each item of a batch a result, and an event to the whole', async () => {
    const before = backend.audited.length;
    const observedAt = ago(10 * minute);
    await expect(
      push(
        item({ fact: 'alerts', value: { high: 1 }, observedAt }),
        item({ fact: 'alerts', value: { high: 2 }, observedAt: ago(days) }),
        item({ fact: 'alerts', value: { high: 1 }, observedAt }),
        item({ fact: 'alerts', value: {} }),
        'nonsense',
      ),
    ).resolves.toEqual({
      counts: { stored: 1, unchanged: 1, outdated: 1, refused: 2 },
      results: [
        { index: 0, result: 'stored' },
        { index: 1, result: 'outdated' },
        { index: 2, result: 'unchanged' },
        {
          index: 3,
          result: 'refused',
          problem: 'Invalid fact: value.high: expected number, got nothing',
        },
        {
          index: 4,
          result: 'refused',
          problem: 'Invalid fact: the body: expected object, got "nonsense"',
        },
      ],
    });
    const events = backend.audited
      .slice(before)
      .filter(({ eventId }) => eventId === 'fact-mutate');
    expect(events).toEqual([
      {
        eventId: 'fact-mutate',
        outcome: 'succeeded',
        meta: {
          actionType: 'push-batch',
          counts: { stored: 1, unchanged: 1, outdated: 1, refused: 2 },
        },
        error: undefined,
      },
    ]);
    // As declared.
    const { body } = await backend.asUser(ada).get(`${facts}/alerts`);
    expect(Date.parse(body.expiresAt) - Date.parse(observedAt)).toBe(14 * days);
  });

  it.each<[string, object, string]>([
    [
      'a name with a letter too few',
      { fact: 'coverge' },
      'fact: there is no fact coverge, did you mean coverage?',
    ],
    [
      'an unknown name',
      { fact: 'xxxxxxxx' },
      'fact: there is no fact xxxxxxxx, use one of coverage, alerts, serving, lint, audit, anything',
    ],
    [
      'a collected fact',
      { fact: 'repository' },
      'fact: repository is collected, and cannot be pushed',
    ],
    [
      'an entity that the fact is not for',
      { fact: 'lint', value: 1 },
      'fact: lint is not declared for an entity like component:default/search; see its filter',
    ],
    [
      'another type',
      { value: '87' },
      'Invalid fact: value: expected number, got "87"',
    ],
    [
      'a number out of range',
      { value: 101 },
      'Invalid fact: value: 101 is too large, use at most 100',
    ],
    [
      'no value',
      { value: undefined },
      'Invalid fact: value: it is required (got nothing)',
    ],
    [
      'an unknown part of a value',
      { fact: 'alerts', value: { high: 1, hihg: 2 } },
      'Invalid fact: value.hihg: unknown field',
    ],
    [
      'a large value',
      { fact: 'anything', value: 'x'.repeat(1_000_000) },
      'value: it has 1000002 bytes as JSON, 1000000 are allowed',
    ],
    [
      'a deep value',
      { fact: 'anything', value: JSON.parse('['.repeat(40) + ']'.repeat(40)) },
      'value: it is nested deeper than 32 levels',
    ],
    [
      'part of a reference',
      { entityRef: 'search' },
      'entityRef: "search" is not complete, write it as component:default/search',
    ],
    [
      'a missing entity',
      { entityRef: 'component:default/missing' },
      'No entity component:default/missing in the catalog',
    ],
    [
      'what no database keeps',
      { entityRef: 'component:default/\u0000' },
      expect.stringMatching(
        /^Invalid fact: entityRef: must not contain the null character/,
      ),
    ],
    [
      'no time',
      { observedAt: 'yesterday' },
      expect.stringMatching(/^Invalid fact: observedAt: /),
    ],
    [
      'the future',
      { observedAt: '2999-01-01T00:00:00Z' },
      expect.stringMatching(
        /^observedAt: 2999-01-01T00:00:00Z is in the future, here it is 20/,
      ),
    ],
    [
      'ancient times',
      { observedAt: '1999-01-01T00:00:00Z' },
      'observedAt: 1999-01-01T00:00:00Z is more than 10 years ago',
    ],
    [
      'an end before the beginning',
      { observedAt: '2026-11-20T00:00:00Z', expiresAt: '2026-11-19T00:00:00Z' },
      'expiresAt: 2026-11-19T00:00:00Z is not after observedAt, 2026-11-20T00:00:00Z',
    ],
    [
      'an end in a year of five digits',
      { expiresAt: '9999-12-31T23:59:59-14:00' },
      'expiresAt: 9999-12-31T23:59:59-14:00 is after the year 9999 in UTC; leave it out for never',
    ],
    [
      'no source',
      { source: ' ' },
      expect.stringMatching(/^Invalid fact: source: /),
    ],
    [
      'a bidirectional control character in the source',
      { source: 'pipeline \u202egnp.exe' },
      'source: it has the control character U+202E; remove it',
    ],
    [
      'a control character in the source',
      { source: 'pipeline\n1' },
      'source: it has the control character U+000A; remove it',
    ],
    [
      'a control character in a value',
      { fact: 'anything', value: { list: ['a\tb', 'a\u001bb'] } },
      'value.list.1: it has the control character U+001B; remove it',
    ],
    [
      'a control character in the name of a field',
      { fact: 'anything', value: { 'a\u2066': 1 } },
      'value, in the name of a field: it has the control character U+2066; remove it',
    ],
    ['an unknown field', { from: 'me' }, 'Invalid fact: from: unknown field'],
  ])('refuse %s', async (_, changes, message) => {
    const problem = await problemOf(item(changes));
    expect(problem).toEqual(message);
  });

  it('refuse numbers that no computer holds', async () => {
    const line = (value: string) =>
      JSON.stringify(item({ fact: 'anything' })).replace('87.5', value);
    const { body } = await sendLines(
      [line('1e400'), line('{"a":[-1e999]}'), line('NaN'), line('1e308')].join(
        '\n',
      ),
    ).expect(200);
    expect(body.results).toEqual([
      {
        index: 0,
        result: 'refused',
        problem: 'value: the number is too large, use one up to 1.7e308',
      },
      {
        index: 1,
        result: 'refused',
        problem: 'value.a.0: the number is too large, use one up to 1.7e308',
      },
      {
        index: 2,
        result: 'refused',
        problem: expect.stringMatching(/^The line is not valid JSON: /),
      },
      { index: 3, result: 'stored' },
    ]);
  });

  it('do not tell hidden entities from missing ones', async () => {
    const { entityRef: _entityRef, fact: _fact, ...body } = item();
    const user = backend.asUser(eve);
    for (const name of ['hidden', 'missing']) {
      const path = `/entities/component/default/${name}/facts`;
      const answers = await Promise.all([
        user.get(path),
        user.get(`${path}/coverage`),
        user.get(`${path}/coverage/history`),
        user.put(`${path}/coverage`, body),
      ]);
      expect(
        answers.map(({ status, body: { error } }) => [status, error.message]),
      ).toEqual(
        answers.map(() => [
          404,
          `No entity component:default/${name} in the catalog`,
        ]),
      );
    }
    const { body: batch } = await user.post('/facts', {
      items: ['hidden', 'missing', 'search'].map(name =>
        item({ entityRef: `component:default/${name}` }),
      ),
    });
    expect(batch.results.map(({ problem }: any) => problem)).toEqual([
      'No entity component:default/hidden in the catalog',
      'No entity component:default/missing in the catalog',
      'You may not push facts of component:default/search',
    ]);
  });

  it('take facts of those who may, and of what there is', async () => {
    const {
      entityRef: _entityRef,
      fact: _fact,
      ...body
    } = item({
      observedAt: ago(0),
    });
    await backend.asUser(ada).put(`${facts}/coverage`, body).expect(200);
    await backend.asUser(eve).put(`${facts}/coverage`, body).expect(403);
    await backend
      .asUser(eve)
      .post('/facts', { items: [item()] })
      .expect(403);
    await backend.asUser(ada).put(`${facts}/nothing`, body).expect(404);
    await backend.asUser(ada).get(`${facts}/nothing`).expect(404);
    await backend.asUser(ada).get(`${facts}/lint`).expect(404);
    await backend
      .asUser(ada)
      .put(`${facts}/coverage`, { ...body, value: 'x' })
      .expect(400);
    const { body: refused } = await backend
      .asUser(ada)
      .put(`${facts}/coverage`, {})
      .expect(400);
    expect(refused.error.message).toContain('observedAt');
  });

  it('limit the expiry to the declared one', async () => {
    const observedAt = ago(0);
    const expiryOf = async (expiresAt: string) => {
      await push(
        item({ fact: 'alerts', value: { high: 1 }, observedAt, expiresAt }),
      );
      const { body } = await backend.asUser(ada).get(`${facts}/alerts`);
      return Date.parse(body.expiresAt) - Date.parse(observedAt);
    };
    await expect(expiryOf('9999-01-01T00:00:00Z')).resolves.toBe(14 * days);
    await expect(expiryOf(ago(-days))).resolves.toBeLessThan(2 * days);
  });

  it('store a value from an honest clock after one from a clock that is ahead', async () => {
    const pushedValue = async (value: number, observedAt: string) => {
      const sent = item({ fact: 'anything', value, observedAt });
      const { results } = await push(sent);
      const { body } = await backend.asUser(ada).get(`${facts}/anything`);
      return [results[0].result, body.value];
    };
    await expect(pushedValue(1, ago(-4 * minute))).resolves.toEqual([
      'stored',
      1,
    ]);
    await expect(pushedValue(2, ago(0))).resolves.toEqual(['stored', 2]);
  });

  it('take a fact from services only, if it is declared so', async () => {
    const { entityRef: _entityRef, ...sent } = item({
      fact: 'audit',
      value: 1,
    });
    const { fact: _fact, ...body } = sent;
    const { body: refused } = await backend
      .asUser(ada)
      .put(`${facts}/audit`, body)
      .expect(403);
    expect(refused.error.message).toBe(
      'fact: only services may push audit; push it from a pipeline, with the token of a service',
    );
    await backend.asService().put(`${facts}/audit`, body).expect(200);
  });

  it('take lines as they come, whatever is wrong with some of them', async () => {
    const observedAt = ago(0);
    const lines = [
      JSON.stringify(item({ observedAt })),
      '',
      '{"entityRef":',
      JSON.stringify(item({ fact: 'anything', value: 'x'.repeat(1_200_000) })),
      JSON.stringify(item({ observedAt })),
    ];
    const { body } = await sendLines(`${lines.join('\r\n')}\n`).expect(200);
    expect(body.counts).toEqual({
      stored: 1,
      unchanged: 1,
      outdated: 0,
      refused: 2,
    });
    expect(body.results.map(({ problem }: any) => problem)).toEqual([
      undefined,
      expect.stringMatching(/^The line is not valid JSON/),
      'The line is longer than 1100000 bytes',
      undefined,
    ]);
    expect((await sendLines('\n\n').expect(200)).body.results).toEqual([]);
    await sendLines('x', { 'Content-Encoding': 'gzip' }).expect(415);
    await sendLines('x', { 'Content-Type': 'text/csv' }).expect(415);
  });

  it('store a line before the next one arrives', async () => {
    const { port } = backend.server.address() as AddressInfo;
    const req = httpRequest({
      port,
      method: 'POST',
      path: '/api/paved-road/facts',
      headers: {
        Authorization: mockCredentials.service.header(),
        'Content-Type': 'application/x-ndjson',
      },
    });
    const answered = new Promise<number>((resolve, reject) => {
      req.on('response', res => {
        res.resume();
        resolve(res.statusCode!);
      });
      req.on('error', reject);
    });
    const observedAt = ago(0);
    const line = (value: number) =>
      `${JSON.stringify(item({ fact: 'anything', value, observedAt: new Date(Date.parse(observedAt) + value).toISOString() }))}\n`;
    req.write(Array.from({ length: 500 }, (_, i) => line(i)).join(''));
    await until(async () => {
      const { body } = await backend.asUser(ada).get(`${facts}/anything`);
      return body.value === 499;
    });
    req.end(line(500));
    await expect(answered).resolves.toBe(200);
  });

  it('say what was stored of a body that is too large', async () => {
    const observedAt = ago(0);
    const line = JSON.stringify(
      item({ fact: 'anything', value: 'y'.repeat(500_000), observedAt }),
    );
    const { body } = await sendLines(
      Array.from({ length: 100 }, () => line).join('\n'),
    ).expect(413);
    expect(body.error.message).toMatch(
      /^The body is larger than the limit of 25 MB\. The first 49 items are done: 1 stored, 48 unchanged, 0 outdated, 0 refused\. Send the others/,
    );
    const many = JSON.stringify(item({ fact: 'nothing' }));
    const { body: over } = await sendLines(
      Array.from({ length: 10_001 }, () => many).join('\n'),
    ).expect(413);
    expect(over.error.message).toMatch(
      /^The body has more than 10000 lines; blank lines count too\. The first 10000 items are done: 0 stored, 0 unchanged, 0 outdated, 10000 refused \(the first at 0: fact: there is no fact nothing/,
    );
    await backend
      .asService()
      .post('/facts', { items: [item({ value: 'z'.repeat(10_000_000) })] })
      .expect(413);
    await backend.asService().post('/facts', { items: [] }).expect(400);
    await backend
      .asService()
      .post('/facts', { items: Array.from({ length: 10_001 }, () => 0) })
      .expect(400);
    await backend.asService().post('/facts', {}).expect(400);
  });

  it('count blank lines against the limit', async () => {
    const { body } = await sendLines('\n'.repeat(24_000_000)).expect(413);
    expect(body.error.message).toBe(
      'The body has more than 10000 lines; blank lines count too',
    );
  });

  it('refuse anonymous callers', async () => {
    const { status } = await request(backend.server)
      .post('/api/paved-road/facts')
      .set('Authorization', mockCredentials.none.header())
      .send({ items: [item()] });
    expect(status).toBe(401);
  });

  it('refuse a caller whose conditions match no entity before reading the body', async () => {
    const { port } = backend.server.address() as AddressInfo;
    const req = httpRequest({
      port,
      method: 'POST',
      path: '/api/paved-road/facts',
      headers: {
        Authorization: mockCredentials.user.header('user:default/mallory'),
        'Content-Type': 'application/x-ndjson',
      },
    });
    const answered = new Promise(resolve => {
      req.on('response', async res => {
        resolve([res.statusCode, JSON.parse(await text(res)).error.message]);
      });
    });
    // The request never ends.
    req.write('\n');
    await expect(answered).resolves.toEqual([
      403,
      'You may not push facts of any entity',
    ]);
    req.destroy();
  });
});
