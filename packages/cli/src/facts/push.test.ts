import { createMockDirectory } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../__testUtils__/run';
import { startPortal } from '../__testUtils__/startPortal';

const facts = '/api/paved-road/facts';
const search = 'component:default/search';
const source = 'https://ci.example/1';
const fixture = (name: string) =>
  readFileSync(join(__dirname, '__fixtures__', name), 'utf8');

const answerOf = (
  results: string[],
  problem: string = 'Invalid fact: value: expected number, got "x"',
) => {
  const counts: Record<string, number> = {
    stored: 0,
    unchanged: 0,
    outdated: 0,
    refused: 0,
  };
  results.forEach(result => {
    counts[result] += 1;
  });
  return {
    body: {
      counts,
      results: results.map((result, index) => ({
        index,
        result,
        ...(result === 'refused' && { problem }),
      })),
    },
  };
};

describe('paved-road facts push', () => {
  const directory = createMockDirectory();
  let portal: Awaited<ReturnType<typeof startPortal>>;

  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.stop());
  beforeEach(() => {
    directory.setContent({});
    portal.requests.length = 0;
    portal.answers[facts] = answerOf(['stored']);
  });

  const push = (args: string[], env: Record<string, string> = {}) =>
    run(['facts', 'push', '--portal', portal.url, ...args], {
      cwd: directory.path,
      env: { PAVED_ROAD_TOKEN: 'secret', ...env },
    });
  const one = ['--entity', search, '--fact', 'coverage'];
  const pushed = () => portal.requests.flatMap(({ body }) => body.items);

  it('pushes a value, with the run of the pipeline', async () => {
    const before = Date.now();
    const { exitCode, stdout, stderr } = await push(
      [...one, '--value', '87.5'],
      {
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_REPOSITORY: 'acme/search',
        GITHUB_RUN_ID: '42',
      },
    );
    expect([exitCode, stdout, stderr]).toEqual([
      0,
      '1 stored, 0 unchanged, 0 outdated, 0 refused\n',
      '',
    ]);
    expect(portal.requests[0].headers.authorization).toBe('Bearer secret');
    const [{ observedAt, ...item }] = pushed();
    expect(item).toEqual({
      entityRef: search,
      fact: 'coverage',
      value: 87.5,
      source: 'https://github.com/acme/search/actions/runs/42',
    });
    expect(Date.parse(observedAt)).toBeGreaterThanOrEqual(before);
  });

  it('pushes texts and objects, times, and the job of GitLab', async () => {
    const times = [
      '--observed-at',
      '2026-11-20T12:00:00+01:00',
      '--expires-at',
      '2026-12-20T12:00:00Z',
    ];
    const env = { CI_JOB_URL: 'https://gitlab.example/jobs/1' };
    await push([...one, '--value', 'good', ...times], env);
    await push([...one, '--value', '{"a":[1]}', '--source', 'me'], env);
    expect(pushed()).toEqual([
      {
        entityRef: search,
        fact: 'coverage',
        value: 'good',
        observedAt: '2026-11-20T11:00:00.000Z',
        expiresAt: '2026-12-20T12:00:00.000Z',
        source: 'https://gitlab.example/jobs/1',
      },
      expect.objectContaining({ value: { a: [1] }, source: 'me' }),
    ]);
  });

  it('pushes several reports under the names of their facts', async () => {
    directory.setContent({
      'junit.xml': fixture('junit.xml'),
      'scan.sarif': fixture('scan.sarif'),
      'bom.json': fixture('bom.json'),
      'scorecard.json': fixture('scorecard.json'),
    });
    await push([
      '--entity',
      search,
      '--source',
      source,
      '--junit',
      'junit.xml',
      '--sarif',
      'scan.sarif',
      '--cyclonedx',
      'bom.json',
      '--scorecard',
      'scorecard.json',
    ]);
    expect(
      Object.fromEntries(pushed().map(({ fact, value }) => [fact, value])),
    ).toEqual({
      testReport: {
        tests: 8,
        passed: 4,
        failed: 1,
        errors: 1,
        skipped: 2,
        seconds: 4.375,
      },
      codeScan: {
        errors: 1,
        warnings: 2,
        notes: 1,
        suppressed: 1,
        tools: ['CodeQL', 'gitleaks'],
      },
      billOfMaterials: {
        specVersion: '1.6',
        components: 4,
        withoutLicense: 1,
        vulnerabilities: {
          critical: 1,
          high: 1,
          medium: 0,
          low: 0,
          unrated: 1,
        },
      },
      openssfReport: {
        version: 'v5.0.0',
        score: 6.8,
        checks: { 'Branch-Protection': 8, Maintained: 10 },
      },
    });
    portal.requests.length = 0;
    directory.addContent({
      'components.json':
        '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[]}',
    });
    const bom = ['--source', source, '--cyclonedx', 'components.json'];
    await push([...one, ...bom]);
    expect(pushed()[0].value).toEqual({
      specVersion: '1.6',
      components: 0,
      withoutLicense: 0,
    });
    portal.requests.length = 0;
    await push([...one, '--source', source, '--junit', 'junit.xml']);
    expect(pushed()[0].fact).toBe('coverage');
  });

  it.each<[string, string]>([
    ['a list', '[{"value":1},{"value":2}]'],
    ['an object with items', '{"items":[{"value":1},{"value":2}]}'],
    ['lines', '{"value":1}\r\n\n{"value":2}\n'],
  ])('pushes %s of a file, with what is the same for all', async (_, text) => {
    directory.setContent({ 'facts.json': text });
    portal.answers[facts] = answerOf(['stored', 'unchanged']);
    const { stdout } = await push([
      '--file',
      'facts.json',
      '--entity',
      search,
      '--source',
      source,
    ]);
    expect(stdout).toBe('1 stored, 1 unchanged, 0 outdated, 0 refused\n');
    expect(pushed()).toMatchObject([
      { value: 1, entityRef: search, source },
      { value: 2, entityRef: search, source },
    ]);
  });

  it('needs a source for the items of a file that have none', async () => {
    directory.setContent({ 'facts.json': '[{"source":"me"},{"value":2}]' });
    const file = [...one.slice(0, 2), '--file', 'facts.json'];
    const { exitCode, stderr } = await push(file);
    expect([exitCode, portal.requests]).toEqual([2, []]);
    expect(stderr).toContain('Enter --source, a URL');
    portal.answers[facts] = answerOf(['stored', 'stored']);
    await push([...file, '--source', source]);
    expect(pushed()).toMatchObject([{ source: 'me' }, { source }]);
  });

  it('pushes large files in several requests, and says which items are refused', async () => {
    const items = Array.from({ length: 4_500 }, (_, i) => ({
      entityRef: `component:default/s${i}`,
      fact: 'coverage',
      value: i,
    }));
    directory.setContent({ 'facts.json': JSON.stringify(items) });
    portal.answers[facts] = answerOf(['refused']);
    const { exitCode, stdout, stderr } = await push([
      '--file',
      'facts.json',
      '--source',
      source,
    ]);
    expect(portal.requests.map(({ body }) => body.items.length)).toEqual([
      2_000, 2_000, 500,
    ]);
    expect([exitCode, stdout]).toEqual([
      1,
      '0 stored, 0 unchanged, 0 outdated, 3 refused\n',
    ]);
    expect(stderr.split('\n')).toEqual([
      'refused: coverage of component:default/s0: Invalid fact: value: expected number, got "x"',
      expect.stringMatching(/coverage of component:default\/s2000: /),
      expect.stringMatching(/coverage of component:default\/s4000: /),
      '',
    ]);
  });

  it('writes nothing to the terminal that moves its cursor', async () => {
    portal.answers[facts] = answerOf(['refused'], 'a\u001b[2Jb');
    const { stderr } = await push([...one, '--value', '1', '--source', source]);
    expect(stderr).not.toContain('\u001b');
  });

  it.each<[string, string[], RegExp]>([
    [
      'nothing',
      ['--entity', search],
      /Nothing to push: use --value, --file, --junit/,
    ],
    [
      'no entity',
      ['--fact', 'a', '--value', '1', '--source', source],
      /Enter --entity, such as/,
    ],
    [
      'no fact',
      ['--entity', search, '--value', '1', '--source', source],
      /Enter --fact for the value/,
    ],
    ['no source', [...one, '--value', '1'], /Enter --source, a URL or a name/],
    [
      'no time',
      [...one, '--value', '1', '--observed-at', 'today'],
      /Use a time in ISO 8601/,
    ],
    [
      'a value and a file',
      [...one, '--value', '1', '--file', 'x'],
      /cannot be used with/,
    ],
    [
      'no file',
      ['--entity', search, '--source', source, '--junit', 'x.xml'],
      /x\.xml: it cannot be read \(ENOENT\)/,
    ],
    [
      'an empty file',
      ['--file', 'empty.json'],
      /empty\.json: there are no items/,
    ],
    [
      'broken lines',
      ['--file', 'broken.json'],
      /broken\.json: line 2 is not JSON/,
    ],
    [
      'another XML',
      ['--entity', search, '--source', source, '--junit', 'other.xml'],
      /other\.xml: it is no JUnit report/,
    ],
    [
      'broken XML',
      ['--entity', search, '--source', source, '--junit', 'broken.json'],
      /broken\.json: it is not XML/,
    ],
    [
      'XML with entities',
      ['--entity', search, '--source', source, '--junit', 'bomb.xml'],
      /bomb\.xml: it has a document type/,
    ],
    [
      'JSON of another kind',
      ['--entity', search, '--source', source, '--sarif', 'other.json'],
      /other\.json: it is no SARIF report: version/,
    ],
    [
      'a scan that has failed',
      ['--entity', search, '--source', source, '--sarif', 'failed.sarif'],
      /failed\.sarif: the run of CodeQL has no results/,
    ],
    [
      'a scorecard without a score',
      ['--entity', search, '--source', source, '--scorecard', 'unscored.json'],
      /unscored\.json: no check of the OpenSSF Scorecard could decide/,
    ],
    [
      'two reports under one name',
      [...one, '--source', source, '--junit', 'a', '--sarif', 'b'],
      /push one report at a time/,
    ],
  ])('refuses %s, and sends nothing', async (_, args, message) => {
    directory.setContent({
      'empty.json': '\n',
      'broken.json': '{"value":1}\n{"value":',
      'other.xml': '<coverage line-rate="1"/>',
      'bomb.xml':
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><testsuites name="&b;"/>',
      'other.json': '{"version":"1"}',
      'failed.sarif':
        '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"CodeQL"}},"results":null}]}',
      'unscored.json':
        '{"score":-1,"scorecard":{"version":"v5.0.0"},"checks":[]}',
    });
    const { exitCode, stdout, stderr } = await push(args);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(portal.requests).toEqual([]);
  });

  it.each<[string, { status?: number; body: unknown }, RegExp]>([
    [
      'lets nobody push',
      {
        status: 403,
        body: {
          error: { name: 'NotAllowedError', message: 'You may not push facts' },
          response: { statusCode: 403 },
        },
      },
      /rejects the permissions of the token in PAVED_ROAD_TOKEN \(403\): You may not push facts/,
    ],
    ['is older', { status: 404, body: '{}' }, /was not found \(404\)/],
    ['is another version', { body: {} }, /use the version of @paved-road\/cli/],
  ])(
    'says that nothing is known when the portal %s',
    async (_, answer, message) => {
      portal.answers[facts] = answer;
      const { exitCode, stderr } = await push([
        ...one,
        '--value',
        '1',
        '--source',
        source,
      ]);
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(message);
    },
  );
});
