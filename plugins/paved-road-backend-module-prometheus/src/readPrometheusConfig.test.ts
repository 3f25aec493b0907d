import { ConfigReader } from '@backstage/config';
import { readPrometheusConfig } from './readPrometheusConfig';

const valid = {
  instances: [{ name: 'main', url: 'https://prometheus.example.com/prom/' }],
  queries: {
    latencyP95: { query: 'p95{service=~"{{ services }}"}' },
    share: {
      query: 'ratio{service=~"{{services}}"}',
      unit: 'percent',
      measure: 'errorRate',
    },
  },
};

const read = (changes: object = {}) =>
  readPrometheusConfig(
    new ConfigReader({
      pavedRoad: { prometheus: { ...valid, ...changes } },
    } as never),
  );

const withQuery = (query: string, more: object = {}) => ({
  queries: { latencyP95: { query, ...more } },
});

const withInstance = (more: object) => ({
  instances: [{ ...valid.instances[0], ...more }],
});

describe('readPrometheusConfig', () => {
  it.each([
    ['up{service="{{ service }}"}', undefined],
    ['rate(x{service="{{ service }}"}[6h])', 0.25],
    ['rate(x{a="[90d]"}[ 1d12h ]) / rate(x[1h]) # [80d]', 1.5],
    ['max_over_time(rate(x[5m])[4w:1h])', 28],
  ])('reads how many days %s covers', (query, days) => {
    expect(read(withQuery(query)).queries[0].days).toBe(days);
    expect(read(withQuery(query, { days: 30 })).queries[0].days).toBe(30);
  });

  it('has a measure for a query with the name of one, and defaults', () => {
    expect(read()).toMatchObject({
      instances: [
        {
          name: 'main',
          url: 'https://prometheus.example.com/prom',
          headers: {},
        },
      ],
      label: 'service',
      historyDays: 180,
      annotationQueries: false,
      oneEntityPerService: false,
      queries: [
        { field: 'latencyP95', measure: 'latencyP95' },
        { field: 'share', measure: 'errorRate', unit: 'percent' },
      ],
    });
  });

  it('needs the module to be configured', () => {
    expect(() => readPrometheusConfig(new ConfigReader({}))).toThrow(
      'pavedRoad.prometheus: add instances and queries, or remove the module',
    );
  });

  it.each<[string, object, string | RegExp]>([
    ['no server', { instances: [] }, /instances: .*use at least 1/],
    [
      'the same server twice',
      { instances: [valid.instances[0], valid.instances[0]] },
      'pavedRoad.prometheus.instances: the name main is used twice',
    ],
    [
      'a URL that is none',
      withInstance({ url: 'prometheus:9090' }),
      'pavedRoad.prometheus.instances[0].url: use a URL such as',
    ],
    [
      'a file',
      withInstance({ url: 'file:///etc/passwd' }),
      'pavedRoad.prometheus.instances[0].url: use a URL such as',
    ],
    [
      'credentials in the URL',
      withInstance({ url: 'https://me:s3cret@prometheus.example.com' }),
      'pavedRoad.prometheus.instances[0].url: put credentials into headers',
    ],
    [
      'a header that is a number',
      withInstance({ headers: { authorization: 42 } }),
      'pavedRoad.prometheus.instances[0].headers.authorization: use a text',
    ],
    [
      'a header that would be two',
      withInstance({ headers: { authorization: 'a\nb' } }),
      'pavedRoad.prometheus.instances[0].headers.authorization: the name or the value has characters',
    ],
    ['no query', { queries: {} }, 'add a query'],
    [
      'a name that expressions cannot use',
      { queries: { 'latency-p95': { query: 'x' } } },
      /latency-p95/,
    ],
    [
      'a name that the fact has',
      { queries: { missing: { query: 'x' } } },
      /missing/,
    ],
    [
      'an unknown placeholder',
      withQuery('p95{app="{{ app }}"}'),
      'pavedRoad.prometheus.queries.latencyP95.query: there is no {{ app }}, use {{ services }} or {{ service }}',
    ],
    [
      'both placeholders',
      withQuery('a{s="{{ service }}"} / b{s=~"{{ services }}"}'),
      'use either {{ services }} or {{ service }}',
    ],
    [
      'a placeholder outside of quotes',
      withQuery('{{ service }}_p95'),
      'write {{ service }} between double quotes',
    ],
    [
      'a placeholder in quotes that are not escaped in the same way',
      withQuery('p95{service=~`{{ services }}`}'),
      'write {{ services }} between double quotes',
    ],
    [
      'a placeholder after a quote in a comment',
      withQuery('x # "\n + {{ service }} # "'),
      'write {{ service }} between double quotes',
    ],
    ['an objective in percent', { objective: 99.5 }, /objective/],
    ['a key that nothing reads', { instance: 'x' }, /instance/],
  ])('refuses %s', (_, changes, message) => {
    const attempt = () => read(changes);
    expect(attempt).toThrow(message);
    expect(attempt).not.toThrow('s3cret');
  });
});
