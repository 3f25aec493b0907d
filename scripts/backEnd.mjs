import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';

const require = createRequire(import.meta.url);

/**
 * Runs the back end from its sources until it ends. `backstage-cli` would hide a failed start, because it waits for an
 * edit.
 *
 * @param log - file for the output of the back end; emptied first
 * @param show - receives each line for the terminal: all of them if `verbose`, otherwise only problems
 * @throws Error whenever it ends
 */
export async function runBackEnd({ root, args, log, verbose, show, signal }) {
  await mkdir(path.dirname(log), { recursive: true });
  const file = createWriteStream(log);
  const child = spawn(
    process.execPath,
    [
      '--enable-source-maps',
      // Node.js warns only about code of dependencies.
      ...(verbose ? [] : ['--no-warnings']),
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      'src/index.ts',
      ...args,
    ],
    {
      cwd: path.join(root, 'packages/backend'),
      // Another server serves the front end; the back end must not serve a half-written build.
      env: {
        NODE_ENV: 'development',
        ...process.env,
        APP_CONFIG_app_packageName: 'backend',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    },
  );
  for (const [stream, problem] of [
    [child.stdout, createProblemFilter()],
    [child.stderr, line => line],
  ]) {
    createInterface({ input: stream }).on('line', line => {
      file.write(`${stripVTControlCharacters(line)}\n`);
      const shown = verbose ? line : problem(line);
      if (shown !== undefined) {
        show(shown);
      }
    });
  }
  const [code] = await once(child, 'close').finally(() => file.end());
  throw new Error(
    `The back end ended with code ${code}. Its log is in ${path.relative(root, log)}.`,
  );
}

/**
 * Filters the log of a back end for users of the portal: keeps warnings and errors, without the fields of the entry. An
 * entry can have several lines.
 *
 * @returns a function that receives all lines in order and returns the text to show, or `undefined`
 */
export function createProblemFilter() {
  let isProblem = false;
  return line => {
    const [, level] =
      /^\d{4}-\d\d-\d\dT\S+ \S+ (\w+) /.exec(stripVTControlCharacters(line)) ??
      [];
    if (level) {
      isProblem = level === 'error' || level === 'warn';
    }
    return isProblem ? line.split(' \u001b[36m')[0] : undefined;
  };
}
