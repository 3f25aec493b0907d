import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const check = fileURLToPath(new URL('check.mjs', import.meta.url));
let folder;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'check-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** Runs the checks with a yarn that only notes what it is asked for, and fails for one step. */
async function runWhere(failing) {
  const log = path.join(folder, 'log');
  await writeFile(
    path.join(folder, 'yarn'),
    `#!/bin/sh\necho "$1" >> '${log}'\necho "about $1"\n[ "$1" != "${failing}" ]\n`,
    { mode: 0o755 },
  );
  const child = spawn(process.execPath, [check], {
    env: { PATH: `${folder}:${process.env.PATH}` },
  });
  let output = '';
  child.stdout.on('data', chunk => (output += chunk));
  child.stderr.on('data', chunk => (output += chunk));
  const [code] = await once(child, 'close');
  const steps = (await readFile(log, 'utf8')).trim().split('\n');
  return { code, output, steps };
}

const all = [
  'api-reports:check',
  'boundaries',
  'config:check',
  'docs:links',
  'docs:reference:check',
  'format:check',
  'lint',
  'openapi:lint',
  'prose',
  'templates:check',
  'templates:test',
  'tsc:full',
];

test('runs every check once, and passes', async () => {
  const { code, output, steps } = await runWhere('none');
  assert.equal(code, 0);
  assert.deepEqual([...steps].sort(), all);
  assert(steps.indexOf('tsc:full') < steps.indexOf('api-reports:check'));
  for (const step of all) {
    assert.match(output, new RegExp(`about ${step}\nok: ${step}, \\d+ s`));
  }
});

for (const step of all.filter(each => each !== 'tsc:full')) {
  test(`fails with ${step}, and still runs the others`, async () => {
    const { code, output, steps } = await runWhere(step);
    assert.equal(code, 1);
    assert.match(output, new RegExp(`FAILED: ${step}`));
    assert.match(output, new RegExp(`^Failed: ${step}$`, 'm'));
    assert.deepEqual([...steps].sort(), all);
  });
}

test('does not compare API reports with types that are wrong', async () => {
  const { code, steps } = await runWhere('tsc:full');
  assert.equal(code, 1);
  assert.deepEqual(
    [...steps].sort(),
    all.filter(each => each !== 'api-reports:check'),
  );
});
