import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const dev = fileURLToPath(new URL('../dev', import.meta.url));
let root;

/**
 * A repository with everything installed, an npx and a yarn that say what they are asked to do, and a node that finds
 * nobody at the port of the portal.
 */
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'dev-'));
  await cp(dev, path.join(root, 'dev'));
  await mkdir(path.join(root, 'node_modules'));
  await mkdir(path.join(root, '.data'));
  await writeFile(path.join(root, 'yarn.lock'), '');
  await writeFile(path.join(root, 'node_modules/.yarn-state.yml'), '');
  const executable = { mode: 0o755 };
  await mkdir(path.join(root, 'bin'));
  await writeFile(
    path.join(root, 'bin/npx'),
    '#!/bin/sh\nwhile [ "${1#-}" != "$1" ]; do [ "$1" = --package ] && shift; shift; done\nexec "$@"\n',
    executable,
  );
  await writeFile(
    path.join(root, 'bin/yarn'),
    '#!/bin/sh\necho "$$ services=${DEMO_SERVICES:-} $*"\n',
    executable,
  );
  await writeFile(
    path.join(root, 'bin/node'),
    '#!/bin/sh\nexit 1\n',
    executable,
  );
  for (const program of ['prometheus', 'promtool']) {
    await writeFile(path.join(root, 'bin', program), '#!/bin/sh\n', executable);
  }
});

afterEach(() => rm(root, { recursive: true }));

async function run(...args) {
  const child = spawn(path.join(root, 'dev'), args, {
    env: { PATH: `${path.join(root, 'bin')}:${process.env.PATH}` },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', chunk => (stdout += chunk));
  child.stderr.on('data', chunk => (stderr += chunk));
  const [code] = await once(child, 'close');
  const [pid, ...words] = stdout.trim().split(' ');
  return {
    pid,
    isYarn: Number(pid) === child.pid,
    asked: words.join(' '),
    stderr,
    code,
  };
}

for (const [args, asked, keepsData] of [
  ['start', 'services= start:built', true],
  ['start --dev', 'services= start', true],
  ['start --fresh', 'services= start:built', false],
  ['start --dev --fresh --services 20', 'services=20 start', false],
  ['start --services 1000', 'services=1000 start:built', true],
  ['start --verbose', 'services= start:built --verbose', true],
  ['start --dev --verbose', 'services= start', true],
  ['start --metrics', 'services= start:built --metrics', true],
  [
    'start --metrics --verbose',
    'services= start:built --metrics --verbose',
    true,
  ],
  ['workspace app test --fresh', 'services= workspace app test --fresh', true],
  ['pack --keep-types', 'services= run pack --keep-types', true],
]) {
  test(`./dev ${args}`, async () => {
    const result = await run(...args.split(' '));
    assert.equal(result.asked, asked);
    assert.equal(result.code, 0);
    assert.equal(existsSync(path.join(root, '.data')), keepsData);
    assert(result.isYarn, 'a signal that stops ./dev reaches yarn');
  });
}

for (const [args, message] of [
  [
    ['--fast'],
    /unknown option --fast; there are --dev, --fresh, --metrics, --verbose and --ser/,
  ],
  [['--services'], /a whole number from 1 to 10000, and not ""/],
  [['--services', '0'], /and not "0"/],
  [['--services', '10001'], /and not "10001"/],
  [['--fresh', '--services', 'many'], /and not "many"/],
  [['--metrics', '--dev'], /--metrics works without --dev only/],
]) {
  test(`./dev start ${args.join(' ')} is refused, and changes nothing`, async () => {
    const result = await run('start', ...args);
    assert.match(result.stderr, message);
    assert.equal(result.code, 2);
    assert.equal(result.asked, '');
    assert(existsSync(path.join(root, '.data')));
  });
}

test('./dev start --metrics says how to get a Prometheus where there is none', async () => {
  const bin = path.join(root, 'bin');
  await rm(path.join(bin, 'promtool'));
  await symlink('/usr/bin/dirname', path.join(bin, 'dirname'));
  const child = spawn(path.join(root, 'dev'), ['start', '--metrics'], {
    env: { PATH: bin },
  });
  let stderr = '';
  child.stderr.on('data', chunk => (stderr += chunk));
  const [code] = await once(child, 'close');
  assert.match(stderr, /program promtool: apt-get install prometheus/);
  assert.equal(code, 2);
});

test('./dev start --fresh is refused while a portal runs, and keeps its data', async () => {
  await writeFile(path.join(root, 'bin/node'), '#!/bin/sh\nexit 0\n', {
    mode: 0o755,
  });
  const result = await run('start', '--fresh');
  assert.match(result.stderr, /port 7007 is taken/);
  assert.equal(result.code, 2);
  assert.equal(result.asked, '');
  assert(existsSync(path.join(root, '.data')));
});
