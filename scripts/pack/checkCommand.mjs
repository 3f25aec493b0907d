import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from './run.mjs';

/** Milliseconds until the command has printed its help, and until npm has installed it. */
const mostMilliseconds = { start: 300, install: 5_000 };

/**
 * What is wrong with a package that brings a command, tried as people will: installed into an empty folder, and run.
 *
 * The machine may be busy, so the best of some runs counts.
 */
export async function checkCommand(archive, { name, bin }) {
  const problems = [];
  const folder = await mkdtemp(path.join(tmpdir(), 'command-'));
  try {
    await writeFile(path.join(folder, 'package.json'), '{ "private": true }');
    const install = await time(() =>
      run('npm', ['install', '--no-audit', '--no-fund', archive], {
        cwd: folder,
      }),
    );
    const installed = (await readdir(path.join(folder, 'node_modules'))).filter(
      entry => !entry.startsWith('.'),
    );
    const [scope] = name.split('/');
    if (installed.join() !== scope) {
      problems.push(
        `brings ${installed.join(', ')} along: bundle them, packages/cli/bundle.mjs does`,
      );
    }
    const command = path.join(folder, 'node_modules/.bin', Object.keys(bin)[0]);
    const starts = [];
    for (let turn = 0; turn < 5; turn++) {
      starts.push(await time(() => run(process.execPath, [command, '--help'])));
    }
    const start = Math.min(...starts);
    console.log(
      `${name}: installed in ${Math.round(install)} ms, prints its help in ${Math.round(start)} ms`,
    );
    if (install > mostMilliseconds.install) {
      problems.push(
        `takes ${Math.round(install)} ms to install, and may take ${mostMilliseconds.install}: leave out what it does not need`,
      );
    }
    if (start > mostMilliseconds.start) {
      problems.push(
        `takes ${Math.round(start)} ms to print its help, and may take ${mostMilliseconds.start}: load the rest when it is needed, as runCli.ts does`,
      );
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return problems;
}

async function time(act) {
  const started = performance.now();
  await act();
  return performance.now() - started;
}
