import { InputError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { executable } from '../executable';
import { UndecidedError } from '../types';
import {
  readPackage,
  ScaffolderSettings,
  ScaffolderStart,
} from './serveScaffolder';

/** Megabytes of the heap. */
const mostMemory = 300;

/**
 * Starts the scaffolder of a portal repository in a separate process.
 *
 * @param backend - folder of the back end; by default the working directory or packages/backend
 * @throws InputError if there is none
 * @throws UndecidedError if it does not start
 */
export async function startScaffolder(options: {
  backend: string | undefined;
  cwd: string;
  path: string | undefined;
  integrations: JsonObject;
  signal: AbortSignal;
}): Promise<{ url: string; token: string; stop(): Promise<void> }> {
  const { integrations, signal, path: PATH } = options;
  const backend = findBackend(options.cwd, options.backend);
  const token = randomUUID();
  const folder = await fs.mkdtemp(join(tmpdir(), 'paved-road-template-'));
  const child = fork(executable, ['template', 'serve'], {
    cwd: backend,
    // No credentials of this process.
    env: { PATH, HOME: folder, TMPDIR: folder, LOG_LEVEL: 'error' },
    // Compared with the defaults, this saves 100 MB.
    execArgv: [`--max-old-space-size=${mostMemory}`, '--max-semi-space-size=2'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const exited = new Promise<number | null>(done => {
    child.once('exit', done);
  });
  const stop = async () => {
    child.kill('SIGKILL');
    await exited;
    await fs.rm(folder, { recursive: true, force: true });
  };
  const settings: ScaffolderSettings = {
    backend,
    workingDirectory: folder,
    token,
    integrations,
  };
  child.send(settings);
  const started = await Promise.race([
    new Promise<ScaffolderStart>(done => {
      // Backstage sends its own messages to a parent.
      child.on('message', (message: ScaffolderStart) => {
        if ('port' in message || 'problem' in message) {
          done(message);
        }
      });
    }),
    exited.then(code => ({ problem: `its process ended with ${code}` })),
    new Promise<ScaffolderStart>(done => {
      signal.addEventListener('abort', () =>
        done({ problem: 'it is too slow' }),
      );
    }),
  ]);
  if ('problem' in started) {
    await stop();
    throw new UndecidedError(
      `The scaffolder of ${backend} does not start: ${started.problem}`,
    );
  }
  return { url: `http://127.0.0.1:${started.port}`, token, stop };
}

function findBackend(cwd: string, named: string | undefined): string {
  const folders = named === undefined ? ['.', 'packages/backend'] : [named];
  const found = folders
    .map(folder => resolve(cwd, folder))
    .find(folder => readPackage(folder)?.backstage?.role === 'backend');
  if (!found) {
    throw new InputError(
      `There is no Backstage back end in ${folders.join(' or ')}: run the command in the repository of a portal, name the folder with --backend, or use --portal <url>`,
    );
  }
  return found;
}
