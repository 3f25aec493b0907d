import { parseProbe } from './parseProbe';

const parse = (format: Parameters<typeof parseProbe>[0], text: string) =>
  parseProbe(format, Buffer.from(text));

describe('parseProbe', () => {
  it('reads each document of YAML', async () => {
    expect(
      await parse(
        'yaml',
        '# first\nkind: Deployment\nreplicas: 2\n---\nkind: Service\nports: [80]\n',
      ),
    ).toEqual([
      { content: { kind: 'Deployment', replicas: 2 } },
      { content: { kind: 'Service', ports: [80] } },
    ]);
  });

  it('reads what people use in YAML', async () => {
    const text =
      '\ufeffbase: &base { retries: 2 }\njob: { <<: *base, image: !ref app }\non: true\nday: 2026-01-01\nnothing: .nan\n';
    expect(await parse('yaml', text)).toEqual([
      {
        content: {
          base: { retries: 2 },
          job: { retries: 2, image: 'app' },
          on: true,
          day: '2026-01-01',
          nothing: null,
        },
      },
    ]);
  });

  it('reads JSON and text', async () => {
    expect(await parse('json', '{"name": "app", "__proto__": 1}')).toEqual([
      { content: JSON.parse('{"name": "app", "__proto__": 1}') },
    ]);
    expect(await parse('text', '# Title\n')).toEqual([
      { content: '# Title\n' },
    ]);
    expect(await parse('text', '')).toEqual([{ content: '' }]);
  });

  it('reads a Dockerfile', async () => {
    const text = `# syntax=docker/dockerfile:1
ARG BASE=node:24
FROM \${BASE} AS build
RUN npm ci && \\
    npm run build
from --platform=linux/amd64 gcr.io/distroless/nodejs:24 as base
USER nonroot:nonroot

FROM base
COPY --from=build /app /app
HEALTHCHECK CMD ["/app/health"]
`;
    expect(await parse('dockerfile', text)).toEqual([
      {
        content: {
          stages: [
            { image: '${BASE}', name: 'build' },
            {
              image: 'gcr.io/distroless/nodejs:24',
              name: 'base',
              user: 'nonroot:nonroot',
            },
            { image: 'base', user: 'nonroot:nonroot' },
          ],
          user: 'nonroot:nonroot',
          instructions: [
            { name: 'ARG', value: 'BASE=node:24', line: 2 },
            { name: 'FROM', value: '${BASE} AS build', line: 3 },
            { name: 'RUN', value: 'npm ci &&     npm run build', line: 4 },
            {
              name: 'FROM',
              value:
                '--platform=linux/amd64 gcr.io/distroless/nodejs:24 as base',
              line: 6,
            },
            { name: 'USER', value: 'nonroot:nonroot', line: 7 },
            { name: 'FROM', value: 'base', line: 9 },
            { name: 'COPY', value: '--from=build /app /app', line: 10 },
            { name: 'HEALTHCHECK', value: 'CMD ["/app/health"]', line: 11 },
          ],
        },
      },
    ]);
  });

  it.each<[string, Parameters<typeof parseProbe>[0], string | Buffer, RegExp]>([
    [
      'binary data',
      'yaml',
      Buffer.from([0x89, 0x50, 0xff]),
      /^is not a text file in UTF-8$/,
    ],
    ['zeros', 'text', 'a\u0000b', /^is not a text file$/],
    ['an empty file', 'json', ' \n', /^is empty$/],
    ['only comments', 'yaml', '# later\n', /^is empty$/],
    ['broken YAML', 'yaml', 'a: [1, 2', /^not valid YAML: /],
    ['broken JSON', 'json', '{"a": 1,}', /^not valid JSON: .*JSON/],
    [
      'a Dockerfile that builds nothing',
      'dockerfile',
      'RUN make',
      /^not valid Dockerfile: it has no FROM$/,
    ],
    ['an alias to itself', 'yaml', 'a: &a [*a, *a]', /^not valid YAML: /],
    [
      'an unknown alias',
      'yaml',
      'a: *b',
      /^not valid YAML: Unresolved alias .*b/,
    ],
    [
      'aliases that multiply',
      'yaml',
      'a: &a [1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c]\n',
      /^not valid YAML: Excessive alias count/,
    ],
    [
      'aliases of much',
      'yaml',
      `a: &a ${'x'.repeat(100_000)}\nb: [${'*a, '.repeat(20)}]`,
      /^stands for more than 1000000 bytes$/,
    ],
    [
      'YAML with many keys',
      'yaml',
      'a: 1\n'.repeat(20_001),
      /^has more than 20000 keys$/,
    ],
    [
      'JSON with many keys',
      'json',
      `[${'{"a" :1},'.repeat(20_001)}0]`,
      /^has more than 20000 keys$/,
    ],
    [
      'YAML without an end',
      'yaml',
      '['.repeat(20_000),
      /^is nested deeper than 100 levels$/,
    ],
    [
      'deep YAML',
      'yaml',
      `${'['.repeat(101)}${']'.repeat(101)}`,
      /^is nested deeper than 100 levels$/,
    ],
    [
      'deep JSON',
      'json',
      `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
      /^is nested deeper than 100 levels$/,
    ],
  ])('says what is wrong with %s', async (_, format, text, problem) => {
    expect(await parseProbe(format, Buffer.from(text as string))).toEqual([
      expect.objectContaining({ problem: expect.stringMatching(problem) }),
    ]);
  });

  it('tells which documents are wrong', async () => {
    expect(await parse('yaml', 'a: 1\n---\nb: [\n---\nc: 3\n')).toEqual([
      { content: { a: 1 } },
      { problem: expect.stringMatching(/^not valid YAML: /), line: 4 },
      { content: { c: 3 } },
    ]);
  });

  it('reads a large map of YAML in time', async () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => `key${i}: 1`);
    const [{ content }] = (await parse('yaml', keys.join('\n'))) as [
      { content: object },
    ];
    expect(Object.keys(content)).toHaveLength(20_000);
  });

  it('writes nothing of a file to the log', async () => {
    const warn = jest.spyOn(process, 'emitWarning').mockReturnValue();
    expect(await parse('yaml', '{{ secret }}: !Odd 1')).toEqual([
      { content: { '{ ? { secret } }': '1' } },
    ]);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });
});
