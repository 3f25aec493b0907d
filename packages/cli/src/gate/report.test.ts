import { createMockDirectory } from '@backstage/backend-test-utils';
import { readFile } from 'node:fs/promises';
import { version } from '../../package.json';
import { packageJson, rules, service } from '../__testUtils__/checkout';
import { run } from '../__testUtils__/run';

describe('the reports of paved-road gate', () => {
  const directory = createMockDirectory();
  const gate = (
    args: string[],
    env?: Record<string, string>,
    isTTY: boolean = false,
  ) =>
    run(['gate', '--rule-pack', 'rules.yaml', ...args], {
      cwd: directory.path,
      env,
      isTTY,
    });
  const read = (file: string) => readFile(directory.resolve(file), 'utf8');

  beforeEach(() => {
    directory.setContent({
      'catalog-info.yaml': service,
      'package.json': packageJson,
      'rules.yaml': rules,
    });
  });

  it.each([
    ['table', /^Allowed: /],
    ['json', /^\{\n {2}"verdict": "allow"/],
    ['sarif', /"version": "2\.1\.0"/],
    ['junit', /^<\?xml /],
    ['github', /^::notice file=catalog-info\.yaml,line=2,/],
  ])('can be a %s', async (format, content) => {
    const { exitCode, stdout } = await gate(['--format', format]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(content);
    expect(stdout).toMatch(/[^\n]\n$/);
  });

  it('are for GitHub where GitHub runs it, with a summary', async () => {
    const env = {
      GITHUB_ACTIONS: 'true',
      GITHUB_STEP_SUMMARY: directory.resolve('summary.md'),
      GITHUB_WORKSPACE: directory.resolve('..'),
    };
    directory.addContent({ 'summary.md': 'Before\n' });
    const { stdout } = await gate([], env);
    const folder = directory.path.split('/').at(-1);
    expect(stdout).toContain(`::notice file=${folder}/catalog-info.yaml,`);
    expect(await read('summary.md')).toMatch(
      /^Before\n### ✅ component:default\/search\n[^]*Judged offline/,
    );
  });

  it('fail nothing by a summary that cannot be written', async () => {
    const env = { GITHUB_STEP_SUMMARY: directory.resolve('none/summary.md') };
    const { exitCode, stderr } = await gate([], env);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(
      /GITHUB_STEP_SUMMARY: it cannot be written \(ENOENT\)/,
    );
  });

  it('go to a file for machines, and to the terminal for people', async () => {
    const args = ['--format', 'sarif', '--output', 'reports/gate.sarif'];
    const { stdout } = await gate(args);
    expect(stdout).toMatch(/^Allowed: /);
    const written = async () =>
      JSON.parse(await read('reports/gate.sarif')).runs[0];
    const results = async () => (await written()).results;
    expect(await results()).toHaveLength(5);
    expect((await written()).tool.driver.version).toBe(version);
    await gate([...args, '--only-open']);
    expect(
      (await results()).map(({ ruleId }: { ruleId: string }) => ruleId),
    ).toEqual(['assessed', 'calm']);
    const github = await gate(args, { GITHUB_ACTIONS: 'true' });
    expect(github.stdout).toMatch(/^::notice /);
  });

  it('are never half a file, and no verdict without the file', async () => {
    directory.addContent({ 'gate.xml': {} });
    const { exitCode, stdout, stderr } = await gate([
      '--format',
      'junit',
      '--output',
      'gate.xml',
    ]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/--output gate.xml: cannot write it \(\w+\)/);
    expect(directory.content()).toEqual({
      'catalog-info.yaml': service,
      'package.json': packageJson,
      'rules.yaml': rules,
      'gate.xml': {},
    });
    expect((await gate(['--output', 'x'])).stderr).toMatch(
      /--output x: choose a format with --format/,
    );
  });

  it('have colours in a terminal that wants them', async () => {
    const hasColours = async (...args: [Record<string, string>?, boolean?]) =>
      (await gate([], ...args)).stdout.includes('\u001b[');
    expect(await hasColours({}, true)).toBe(true);
    expect(await hasColours({ NO_COLOR: '1' }, true)).toBe(false);
    expect(await hasColours({}, false)).toBe(false);
  });
});
