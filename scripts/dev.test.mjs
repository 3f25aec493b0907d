import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  commands,
  formatCommandHelp,
  formatCommandList,
  formatHelp,
} from './dev/commands.mjs';

const dev = fileURLToPath(new URL('../dev', import.meta.url));
let root;

/** A repository with everything installed, and an npx and a yarn that print their arguments. */
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'dev-'));
  await cp(dev, path.join(root, 'dev'));
  for (const file of ['commands.mjs', 'frontDoor.mjs']) {
    await cp(
      new URL(`dev/${file}`, import.meta.url),
      path.join(root, 'scripts/dev', file),
    );
  }
  await mkdir(path.join(root, 'node_modules'));
  await writeFile(path.join(root, 'yarn.lock'), '');
  await writeFile(path.join(root, 'node_modules/.yarn-state.yml'), '');
  await mkdir(path.join(root, 'bin'));
  await writeProgram('node', `exec '${process.execPath}' "$@"`);
  await writeProgram('npx', `echo npx >>'${root}/log'; echo "$PATH"`);
  await writeProgram('yarn', `echo "$$ $*" | tee -a '${root}/log'`);
  await writeProgram('prometheus', '');
  await writeProgram('promtool', '');
});

const writeProgram = (name, text) =>
  writeFile(path.join(root, 'bin', name), `#!/bin/sh\n${text}\n`, {
    mode: 0o755,
  });

afterEach(() => rm(root, { recursive: true }));

async function run(args, env) {
  const child = spawn(path.join(root, 'dev'), args, {
    env: {
      PATH: `${path.join(root, 'bin')}:/usr/bin:/bin`,
      // Nobody listens there.
      DEV_BACK_END_PORT: '1',
      DEV_FRONT_END_PORT: '1',
      ...env,
    },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', chunk => (stdout += chunk));
  child.stderr.on('data', chunk => (stderr += chunk));
  const [code] = await once(child, 'close');
  return { pid: child.pid, code, stdout, stderr };
}

const readLog = () =>
  readFile(path.join(root, 'log'), 'utf8').catch(() => undefined);

for (const [args, passed] of [
  ['start', 'start:built'],
  [
    'start --dev --fresh --services 20',
    'start:built --dev --fresh --services 20',
  ],
  ['start --services 10000 --metrics', undefined],
  ['workspace app test --fresh --help', undefined],
  ['paved-road gate --help', undefined],
  ['test plugins/paved-road/src', undefined],
  ['pack --keep-types', 'run pack --keep-types'],
]) {
  test(`./dev ${args} runs yarn`, async () => {
    const { code, stdout, pid } = await run(args.split(' '));
    // With the same process, so that a signal reaches it.
    assert.equal(
      stdout,
      `${pid} ${passed ?? args.replace('start', 'start:built')}\n`,
    );
    assert.equal(code, 0);
  });
}

for (const [args, message] of [
  ['start --fast', /Unknown option '--fast'.*see .\/dev start --help/],
  ['start --services', /--services/],
  ['start --services 0', /from 1 to 10000, not "0"/],
  ['start --services 10001', /not "10001"/],
  ['start --fresh --services many', /not "many"/],
  ['start --metrics --dev', /--metrics does not work with --dev/],
  ['pack --keep', /Unknown option '--keep'/],
]) {
  test(`./dev ${args} is refused before anything happens`, async () => {
    const { code, stderr } = await run(args.split(' '));
    assert.match(stderr, message);
    assert.equal(code, 2);
    assert.equal(await readLog(), undefined);
  });
}

test('./dev start --metrics explains how to install a missing Prometheus', async () => {
  await rm(path.join(root, 'bin/promtool'));
  const { code, stderr } = await run(['start', '--metrics'], {
    PATH: path.join(root, 'bin'),
  });
  assert.match(stderr, /program promtool: apt-get install prometheus/);
  assert.equal(code, 2);
});

test('./dev start --fresh is refused while a portal runs', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const { code, stderr } = await run(['start', '--fresh'], {
    DEV_BACK_END_PORT: String(port),
    DEV_FRONT_END_PORT: '1',
  });
  server.close();
  assert.match(stderr, new RegExp(`port ${port} is taken`));
  assert.equal(code, 2);
  assert.equal(await readLog(), undefined);
});

test('help needs no installation', async () => {
  await rm(path.join(root, 'node_modules'), { recursive: true });
  for (const args of [[], ['help'], ['--help'], ['help', 'help']]) {
    assert.equal((await run(args)).stdout, formatHelp());
  }
  for (const args of [
    ['start', '--help'],
    ['test', '-h'],
    ['help', 'e2e'],
  ]) {
    const name = args.find(arg => arg in commands && arg !== 'help');
    const { stdout } = await run(args);
    assert.match(stdout, new RegExp(`^Usage: ./dev ${name}`));
    assert.equal(stdout, formatCommandHelp(name));
  }
  assert.equal(await readLog(), undefined);
});

test('installs what is missing, once, and looks for the programs once', async () => {
  await rm(path.join(root, 'node_modules'), { recursive: true });
  await run(['lint']);
  await run(['lint']);
  assert.deepEqual((await readLog()).match(/npx|\binstall\b|lint/g), [
    'npx',
    'install',
    'lint',
    'lint',
  ]);
});

test('CONTRIBUTING.md lists all commands', async () => {
  const text = await readFile(
    new URL('../CONTRIBUTING.md', import.meta.url),
    'utf8',
  );
  assert(text.includes(formatCommandList()), formatCommandList());
});

test('every command exists', async () => {
  const { scripts } = JSON.parse(
    await readFile(new URL('../package.json', import.meta.url), 'utf8'),
  );
  const others = ['changeset', 'help'];
  for (const name of Object.keys(commands)) {
    assert(scripts[name] || others.includes(name), name);
  }
});

test('./dev start --dev starts the development server, with services and without old data', async () => {
  await mkdir(path.join(root, '.data'));
  await writeProgram('yarn', `echo "$DEMO_SERVICES $*"`);
  const start = fileURLToPath(new URL('start.mjs', import.meta.url));
  const { stdout } = spawnSync(
    process.execPath,
    [start, '--dev', '--fresh', '--services', '20'],
    {
      cwd: root,
      env: { PATH: `${path.join(root, 'bin')}:/usr/bin:/bin` },
      encoding: 'utf8',
    },
  );
  assert.equal(stdout, '20 start\n');
  assert(!existsSync(path.join(root, '.data')));
});

test('the hook refuses a commit subject that is long, in the past tense or in our old style', async () => {
  const prose = fileURLToPath(new URL('prose.mjs', import.meta.url));
  const check = async subject => {
    const file = path.join(root, 'message');
    await writeFile(file, `${subject}\n\nWhy.\n`);
    const { status, stdout } = spawnSync(
      process.execPath,
      [prose, '--subject', file],
      { encoding: 'utf8' },
    );
    return [status, stdout];
  };
  assert.deepEqual(await check('Release the claim when a replica stops'), [
    0,
    '',
  ]);
  for (const [subject, message] of [
    [`Fix ${'a'.repeat(69)}`, /73 characters, at most 72/],
    ['Fixed the filter', /imperative/],
    ['fix the filter', /capital/],
    ['Fix the filter.', /full stop/],
    ['Show whom the service belongs to', /"whom" -> a noun/],
  ]) {
    const [status, output] = await check(subject);
    assert.equal(status, 1);
    assert.match(output, message);
  }
});
