import { InputError, toError } from '@backstage/errors';
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, promises as fs, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { AddressInfo, createServer, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { executable } from '../executable';
import { CliContext, UndecidedError } from '../types';
import { refusal } from './refusedHosts';
import { Scaffolder } from './Scaffolder';

interface PackageJson {
  dependencies?: Record<string, string>;
  backstage?: { role?: string; pluginId?: string };
}

/** Milliseconds. */
const longestStart = 60_000;
/** Megabytes of the heap. */
const mostMemory = 200;

/**
 * Starts the scaffolder of a portal repository in a separate process.
 *
 * @throws InputError if the working directory has no back end
 * @throws UndecidedError if the scaffolder does not start
 */
export async function startScaffolder({
  cwd,
  env: { PATH },
}: CliContext): Promise<Scaffolder> {
  const backend = [cwd, resolve(cwd, 'packages/backend')].find(
    folder => readPackage(folder)?.backstage?.role === 'backend',
  );
  if (!backend) {
    throw new InputError(
      'There is no Backstage back end here or in packages/backend: run the command in the repository of a portal, or use --portal <url>',
    );
  }
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  const token = randomUUID();
  const folder = await fs.mkdtemp(join(tmpdir(), 'paved-road-template-'));
  const options = { token, subject: 'template-test' };
  const config = {
    app: { baseUrl: 'http://localhost' },
    // Some actions want a token before they connect.
    integrations: {
      github: [{ host: 'github.com', token: 'none' }],
      gitlab: [{ host: 'gitlab.com', token: 'none' }],
    },
    backend: {
      baseUrl: 'http://localhost',
      listen: { host: '127.0.0.1', port },
      database: { client: 'better-sqlite3', connection: ':memory:' },
      auth: { externalAccess: [{ type: 'static', options }] },
      workingDirectory: folder,
      // The command reports the actions of such a module as missing.
      startup: { default: { onPluginModuleBootFailure: 'continue' } },
    },
    events: { useEventBus: 'never' },
  };
  const file = join(folder, 'app-config.json');
  await fs.writeFile(file, JSON.stringify(config));
  const child = fork(executable, ['template', 'serve', '--config', file], {
    cwd: backend,
    // No credentials of this process.
    env: { PATH, HOME: folder, TMPDIR: folder, LOG_LEVEL: 'error' },
    // Compared with the defaults, this saves 100 MB.
    execArgv: [`--max-old-space-size=${mostMemory}`, '--max-semi-space-size=2'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const exited = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGKILL');
    await exited;
    await fs.rm(folder, { recursive: true, force: true });
  };
  const problem = await Promise.race([
    new Promise<string>(done => {
      // Backstage sends its own messages to a parent.
      child.on('message', ({ problem: text }: { problem?: string }) =>
        text === undefined ? undefined : done(text),
      );
    }),
    exited.then(([code, signal]) => `its process ended with ${code ?? signal}`),
    wait(longestStart, 'it takes too long', { ref: false }),
  ]);
  if (problem) {
    await stop();
    throw new UndecidedError(
      `The scaffolder of ${backend} does not start: ${problem}`,
    );
  }
  return { url: `http://127.0.0.1:${port}`, token, stop };
}

/** Reads the package.json of a folder. */
function readPackage(folder: string): PackageJson | undefined {
  const file = join(folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/**
 * Serves the scaffolder of the back end in the working directory to the process that started this one, until it ends: with
 * the modules for it, but without the database, the configuration and the network. Uses public exports of Backstage only.
 */
export async function serveScaffolder(): Promise<void> {
  process.once('disconnect', () => process.exit());
  refuseConnections();
  try {
    const load = createRequire(join(process.cwd(), 'package.json'));
    // Workspaces of a portal are TypeScript.
    load('@backstage/cli/config/nodeTransform.cjs');
    const isModule = (name: string) => {
      const places = load.resolve.paths(name) ?? [];
      const found = places.map(place => readPackage(join(place, name)));
      const { role, pluginId } = found.find(Boolean)?.backstage ?? {};
      return role === 'backend-plugin-module' && pluginId === 'scaffolder';
    };
    const { dependencies = {} } = readPackage(process.cwd()) ?? {};
    const backend = load('@backstage/backend-defaults').createBackend();
    backend.add(load('@backstage/plugin-scaffolder-backend').default);
    for (const name of Object.keys(dependencies).filter(isModule)) {
      backend.add(load(name).default);
    }
    await backend.start();
    process.send!({ problem: '' });
  } catch (error) {
    process.send!({ problem: toError(error).message });
  }
}

/** Templates must not reach other computers, nor other services of this one. */
function refuseConnections() {
  // The error of the built-in function hides its cause.
  globalThis.fetch = async (...call) => {
    throw new Error(`${refusal} ${new URL(new Request(...call).url).host}`);
  };
  Socket.prototype.connect = function refuse(this: Socket, ...args: any[]) {
    const [to] = args.flat();
    const host = to?.host ?? to?.path ?? 'localhost';
    process.nextTick(() => this.destroy(new Error(`${refusal} ${host}`)));
    return this;
  };
}
