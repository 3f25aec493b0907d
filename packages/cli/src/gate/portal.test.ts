import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  packageJson,
  service,
  services,
  tools,
} from '../__testUtils__/checkout';
import { run } from '../__testUtils__/run';
import { startPortal } from '../__testUtils__/startPortal';

const probe = { id: 'package', files: ['package.json'], format: 'json' };
const filter = { kind: 'Component', 'spec.type': 'ai-service' };
const verdict = {
  verdict: 'allow',
  entityRef: 'component:default/search',
  level: 'gold',
  minLevel: 'gold',
  packs: [{ name: 'house-rules', version: '1.0.0' }],
  results: [],
  blocking: [],
};
const rulePacks = '/api/paved-road/rule-packs';
const gatePath = '/api/paved-road/gate';
const refuse = (status: number, name: string, message: string) => ({
  status,
  body: { error: { name, message }, response: { statusCode: status } },
});

describe('paved-road gate, against a portal', () => {
  const directory = createMockDirectory();
  let portal: Awaited<ReturnType<typeof startPortal>>;

  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.stop());
  beforeEach(() => {
    directory.setContent({
      'catalog-info.yaml': service,
      'package.json': packageJson,
    });
    portal.requests.length = 0;
    portal.answers[rulePacks] = {
      // What newer portals say beside it is no matter.
      body: {
        items: [
          {
            metadata: { name: 'house-rules' },
            spec: { filter, probes: [probe], more: true },
          },
        ],
      },
    };
    portal.answers[gatePath] = { body: verdict };
  });

  const gate = (args: string[] = [], token: string = 'secret') =>
    run(['gate', '--portal', `${portal.url}/`, ...args], {
      cwd: directory.path,
      env: { PAVED_ROAD_TOKEN: token },
    });

  it('sends what the checkout says, and shows what the portal decides', async () => {
    const { exitCode, stdout, stderr } = await gate(['--min-level', 'gold']);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/has the level gold and needs gold/);
    expect(portal.requests.map(({ path }) => path)).toEqual([
      rulePacks,
      gatePath,
    ]);
    const [, { headers, body }] = portal.requests;
    expect(headers.authorization).toBe('Bearer secret');
    expect(body).toMatchObject({
      entity: { kind: 'Component', metadata: { name: 'search' } },
      companions: [{ kind: 'Resource', metadata: { name: 'ranker' } }],
      facts: {
        repository: {
          files: ['catalog-info.yaml', 'package.json'],
          probes: {
            package: [{ path: 'package.json', content: { name: 'search' } }],
          },
        },
      },
      minLevel: 'gold',
    });
  });

  it('asks for each service that the rules of the portal are about', async () => {
    directory.addContent({ 'catalog-info.yaml': services });
    portal.answers[gatePath] = { body: { ...verdict, verdict: 'deny' } };
    expect((await gate()).exitCode).toBe(1);
    const [, ...asked] = portal.requests;
    expect(asked.map(({ body }) => body.entity.metadata.name)).toEqual([
      'search',
      'suggest',
    ]);
    expect(asked[0].body.companions).toHaveLength(2);
  });

  it('asks for an API where the rules of the portal name the kind', async () => {
    directory.addContent({
      'catalog-info.yaml': [service, tools].join('\n---\n'),
    });
    const selecting = (other: object) => ({
      body: {
        items: [filter, other].map(selected => ({
          metadata: { name: 'rules' },
          spec: { filter: selected, probes: [] },
        })),
      },
    });
    portal.answers[rulePacks] = selecting({ 'spec.type': 'mcp-server' });
    await gate();
    portal.answers[rulePacks] = selecting({ kind: 'api' });
    await gate();
    expect(
      portal.requests.flatMap(({ body }) => body?.entity.kind ?? []),
    ).toEqual(['Component', 'Component', 'API']);
    const [{ body }] = portal.requests.slice(-1);
    expect(body.facts).toBeUndefined();
  });

  it.each<[string, { status?: number; body: unknown }, RegExp]>([
    [
      'does not take the token',
      refuse(401, 'AuthenticationError', 'Illegal token'),
      /does not accept the token in PAVED_ROAD_TOKEN \(401\)/,
    ],
    [
      'does not let the caller ask',
      refuse(403, 'NotAllowedError', 'Not for you'),
      /rejects the permissions of the token in PAVED_ROAD_TOKEN \(403\): Not for you/,
    ],
    [
      'is none',
      { status: 404, body: '<html>' },
      /was not found \(404\): is it the URL of a Backstage back end that has Paved Road\?/,
    ],
    [
      'refuses what is sent',
      refuse(400, 'InputError', 'minLevel: "x" is no level'),
      /^paved-road: minLevel: "x" is no level\n$/,
    ],
    [
      'fails',
      refuse(503, 'ServiceUnavailableError', 'Not ready'),
      /answers with 503: Not ready/,
    ],
    [
      'is behind something that fails',
      { status: 502, body: `<html>${'x'.repeat(1_000)}` },
      /answers with 502: .{300}\n$/,
    ],
    ['is a page', { body: '<html>' }, /did not respond with JSON/],
    ['is another version', { body: {} }, /use the version of @paved-road\/cli/],
    [
      'says more than anybody reads',
      { body: { text: 'x'.repeat(20_000_001) } },
      /the answer has more than 20000000 characters/,
    ],
  ])('cannot decide when the portal %s', async (_, answer, message) => {
    portal.answers[gatePath] = answer;
    const { exitCode, stdout, stderr } = await gate();
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('secret');
  });

  it('says how to say who asks', async () => {
    portal.answers[rulePacks] = refuse(
      401,
      'AuthenticationError',
      'Missing credentials',
    );
    const { exitCode, stderr } = await gate([], '');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/set PAVED_ROAD_TOKEN to a token of the portal/);
    expect(portal.requests[0].headers).not.toHaveProperty('authorization');
  });

  it('gives up in time', async () => {
    portal.answers[gatePath] = undefined;
    const start = performance.now();
    const { exitCode, stderr } = await gate(['--timeout', '1']);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/did not respond in time, use --timeout/);
    // Less than the default.
    expect(performance.now() - start).toBeLessThan(60_000);
  });

  it('says when nobody is there', async () => {
    const other = await startPortal();
    await other.stop();
    const { exitCode, stderr } = await run(['gate', '--portal', other.url], {
      cwd: directory.path,
    });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/cannot be reached \(ECONNREFUSED\): check the URL/);
  });

  it.each([
    ['portal.example.com', /Use the URL of the back end/],
    ['ftp://portal.example.com', /Use the URL of the back end/],
    ['https://me:secret@portal.example.com', /set PAVED_ROAD_TOKEN instead/],
  ])('refuses the URL %s', async (url, message) => {
    const { exitCode, stderr } = await run(['gate', '--portal', url], {
      cwd: directory.path,
    });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
  });
});
