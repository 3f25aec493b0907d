import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createProblemFilter, runBackEnd } from './backEnd.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { freePort } = createRequire(import.meta.url)('./startPostgres.cjs');

test(
  'a rule pack that is broken at the first start ends the demo and says what to change',
  { timeout: 240_000 },
  async t => {
    const folder = await mkdtemp(path.join(tmpdir(), 'paved-road-broken-'));
    t.after(() => rm(folder, { recursive: true }));
    const pack = path.join(folder, 'pack.yaml');
    await writeFile(
      pack,
      `apiVersion: paved-road.io/v1
kind: RulePack
metadata: { name: ours, title: Ours, version: 1.0.0 }
spec:
  levels: [{ id: bronze, title: Bronze }]
  tracks: [{ id: delivery, title: Delivery }]
  checks:
    - id: described
      title: Description
      description: Others find out whether it is what they look for.
      track: delivery
      level: bronz
      expression: has(entity.metadata.description)
      remediation: { text: Add a sentence. }
`,
    );
    const config = path.join(folder, 'app-config.yaml');
    await writeFile(
      config,
      JSON.stringify({
        backend: {
          listen: { host: '127.0.0.1', port: await freePort() },
          database: {
            connection: { directory: path.join(folder, 'database') },
          },
        },
        pavedRoad: {
          demo: { repositories: path.join(folder, 'repositories') },
          scorecards: { rulePacks: [pack] },
        },
      }),
    );
    const log = path.join(folder, 'logs/portal.log');
    const shown = [];

    await assert.rejects(
      runBackEnd({
        root,
        args: ['app-config.yaml', 'app-config.demo.yaml', config].flatMap(
          file => ['--config', path.resolve(root, file)],
        ),
        log,
        verbose: false,
        show: line => shown.push(line),
        signal: t.signal,
      }),
      {
        message:
          /^The back end ended with code 1\. Its log is in .*portal\.log/,
      },
    );

    const problem = `${pack}:12:7: check described: level bronz is not declared, use one of bronze`;
    const said = shown.indexOf(`  ${problem}`);
    assert(
      said >= 0,
      `the problem is on a line of its own:\n${shown.join('\n')}`,
    );
    assert.doesNotMatch(shown.join('\n'), / info |Loading config/);
    const full = await readFile(log, 'utf8');
    assert.match(full, / backstage info Plugin initialization started: /);
    assert(full.includes(problem));
  },
);

test('of the log, warnings and errors are shown with all their lines and without their fields', () => {
  const color = (text, code) => `\u001b[${code}m${text}\u001b[39m`;
  const entry = (level, text) =>
    `\u001b[2m2026-11-28T20:12:16.128Z\u001b[22m ${color('catalog', 34)} ${color(
      level,
      level === 'info' ? 32 : 31,
    )} ${text} ${color('type', 36)}="x"`;
  const lines = [
    'Loading config from FileConfigSource',
    entry('info', 'Performing database migration'),
    `${entry('warn', 'First line').split(' \u001b[36m')[0]}`,
    `  second line ${color('stack', 36)}="Error: long"`,
    entry('info', '"GET / HTTP/1.1" 200 says error in its text'),
    'continued',
    entry('error', 'The disk is full'),
  ];
  const problem = createProblemFilter();
  assert.deepEqual(
    lines.map(problem).map(line => line?.replaceAll(/\u001b\[\d+m/g, '')),
    [
      undefined,
      undefined,
      '2026-11-28T20:12:16.128Z catalog warn First line',
      '  second line',
      undefined,
      undefined,
      '2026-11-28T20:12:16.128Z catalog error The disk is full',
    ],
  );
});
