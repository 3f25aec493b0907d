/* Runs all tests, or the ones in the given files and folders. Other arguments go to Jest. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);
const args = process.argv.slice(2);
// `-t docs` names tests, not a folder.
const isPath = (arg, index) =>
  !arg.startsWith('-') &&
  !['-t', '--testNamePattern'].includes(args[index - 1]) &&
  existsSync(path.join(root, arg));
const paths = args.filter(isPath).map(arg => path.normalize(arg));
const isInspect = arg => arg.startsWith('--inspect');
const inspectOptions = args.filter(isInspect);
const jestOptions = args.filter(
  (arg, index) => !isPath(arg, index) && !isInspect(arg),
);
if (inspectOptions.length > 0) {
  jestOptions.push('--runInBand');
}
const missing = jestOptions.find(
  (arg, index) => arg.includes('/') && !jestOptions[index - 1]?.startsWith('-'),
);
if (missing) {
  console.error(`./dev test: there is no ${missing}`);
  process.exit(2);
}

/** Continues with other tests after a failure. */
function run(program, programArgs, folder = '') {
  const { status } = spawnSync(program, programArgs, {
    cwd: path.join(root, folder),
    env: { ...process.env, CI: 'true' },
    stdio: 'inherit',
  });
  process.exitCode ||= status ?? 1;
}

const runScriptTests = patterns =>
  run(process.execPath, [
    '--test',
    '--test-concurrency=2',
    '--test-reporter=dot',
    ...patterns,
  ]);

function runJest(command, patterns, folder) {
  run(
    process.execPath,
    [
      ...inspectOptions,
      path.join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
      command,
      'test',
      '--reporters=default',
      `--reporters=${path.join(root, 'scripts/jest-count-reporter.cjs')}`,
      // Below this, workers are restarted so often that they load Backstage UI again and again.
      '--workerIdleMemoryLimit=2000M',
      ...patterns,
      ...jestOptions,
    ],
    folder,
  );
}

if (paths.length === 0) {
  if (jestOptions.length === 0) {
    runScriptTests(['scripts/**/*.test.mjs']);
  }
  runJest('repo', []);
}
const byWorkspace = Map.groupBy(
  paths,
  file => file.match(/^(?:packages|plugins)\/[^/]+|^scripts/)?.[0] ?? '',
);
for (const [workspace, files] of byWorkspace) {
  if (workspace === 'scripts') {
    runScriptTests(
      files.map(file =>
        file.endsWith('.mjs') ? file : path.join(file, '**/*.test.mjs'),
      ),
    );
  } else {
    const patterns = files.map(file => path.join(root, file));
    runJest(
      workspace ? 'package' : 'repo',
      ['--passWithNoTests=false', ...patterns],
      workspace,
    );
  }
}
