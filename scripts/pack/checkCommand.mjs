import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from './run.mjs';

/** Milliseconds for the help, and for the installation with npm. */
const mostMilliseconds = { start: 300, install: 5_000 };

/**
 * Tries a package with a command like its users: installs it into an empty folder and runs it.
 *
 * The best of several runs counts, because the machine may be busy.
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
        `brings ${installed.join(', ')} along: bundle them, scripts/pack/bundleCli.mjs does`,
      );
    }
    const command = path.join(folder, 'node_modules/.bin', Object.keys(bin)[0]);
    const starts = [];
    for (let turn = 0; turn < 5; turn++) {
      starts.push(await time(() => run(process.execPath, [command, '--help'])));
    }
    const start = Math.min(...starts);
    const verdict = await judge(command, path.join(folder, 'checkout'));
    if (!/^(Allowed|Denied): component:default\/road /m.test(verdict)) {
      problems.push(
        `does not evaluate a checkout: see the files next to the bundle in scripts/pack/bundleCli.mjs\n${verdict}`,
      );
    }
    const push = await pushNowhere(command);
    if (!push.includes('cannot be reached')) {
      problems.push(
        `does not name the portal that it cannot push to: see the lazy modules in scripts/pack/bundleCli.mjs\n${push}`,
      );
    }
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

/** Evaluates a small checkout with the built-in rules; it has a file for each parser. */
async function judge(command, checkout) {
  await mkdir(checkout);
  await writeFile(
    path.join(checkout, 'catalog-info.yaml'),
    'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: road }\nspec: { type: ai-service, lifecycle: production, owner: us }\n',
  );
  await writeFile(path.join(checkout, 'Dockerfile'), 'FROM node:24\n');
  // Exit code 1 means deny, which is also a verdict.
  return await run(process.execPath, [command, 'gate', '--default-rules'], {
    cwd: checkout,
    env: { PATH: process.env.PATH },
  }).catch(error => error.message);
}

/** Pushes a fact to a portal that does not run. */
async function pushNowhere(command) {
  return await run(
    process.execPath,
    [
      command,
      ...['facts', 'push', '--portal', 'http://127.0.0.1:9'],
      ...['--entity', 'component:default/road', '--source', 'a pipeline'],
      ...['--fact', 'coverage', '--value', '0.8'],
    ],
    { env: { PATH: process.env.PATH } },
  ).catch(error => error.message);
}

async function time(act) {
  const started = performance.now();
  await act();
  return performance.now() - started;
}
