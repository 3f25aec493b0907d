import { createMockDirectory } from '@backstage/backend-test-utils';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { version } from '../package.json';
import { packageJson, rules, service } from './__testUtils__/checkout';
import { run as runInProcess } from './__testUtils__/run';

const bin = path.resolve(__dirname, '../bin/paved-road');

describe('the command paved-road', () => {
  const directory = createMockDirectory({
    content: {
      'catalog-info.yaml': service,
      'package.json': packageJson,
      'rules.yaml': rules,
    },
  });
  const run = (...args: string[]) => {
    const { GITHUB_ACTIONS, GITHUB_STEP_SUMMARY, ...env } = process.env;
    return spawnSync(process.execPath, [bin, ...args], {
      cwd: directory.path,
      encoding: 'utf8',
      env,
      timeout: 60_000,
    });
  };
  const gate = ['gate', '--rule-pack', 'rules.yaml', '--format', 'json'];

  it('tells a pipeline by its exit code', () => {
    const allowed = run(...gate);
    expect([allowed.status, JSON.parse(allowed.stdout).verdict]).toEqual([
      0,
      'allow',
    ]);
    const denied = run(...gate, '--min-level', 'gold');
    expect([denied.status, JSON.parse(denied.stdout).verdict]).toEqual([
      1,
      'deny',
    ]);
    const undecided = run(...gate, '--file', 'none.yaml');
    expect([undecided.status, undecided.stdout, undecided.stderr]).toEqual([
      2,
      '',
      'paved-road: There is no none.yaml\n',
    ]);
  });

  it('says what it is', async () => {
    // In this process, because to start one takes seconds.
    const runHere = (...args: string[]) =>
      runInProcess(args, { cwd: directory.path });
    expect(await runHere('--version')).toMatchObject({
      exitCode: 0,
      stdout: `${version}\n`,
    });
    expect((await runHere('gate', '--help')).stdout).toMatch(/Exit codes:/);
    expect(await runHere('gates')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/unknown command 'gates'/),
    });
  });
});
