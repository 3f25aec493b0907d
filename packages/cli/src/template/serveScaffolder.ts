import { ConfigReader } from '@backstage/config';
import { toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { AddressInfo, createServer, Socket } from 'node:net';
import { join } from 'node:path';

/** What the process of the scaffolder gets. */
export interface ScaffolderSettings {
  /** Folder of the package of the back end. */
  backend: string;
  /** Folder for files while a template runs. */
  workingDirectory: string;
  token: string;
  integrations: JsonObject;
}

/** What it reports: its port, or why it does not start. */
export type ScaffolderStart = { port: number } | { problem: string };

/** Serves the process that started this one, until it ends. */
export function serveParent(): void {
  process.once('disconnect', () => process.exit());
  process.once('message', async (settings: ScaffolderSettings) => {
    process.send!(
      await serve(settings).then(
        (port): ScaffolderStart => ({ port }),
        (error): ScaffolderStart => ({ problem: toError(error).message }),
      ),
    );
  });
}

/**
 * Serves the scaffolder of a portal with the modules of its back end, but without its database, its configuration and the
 * network. Uses public exports of Backstage only.
 */
async function serve({
  backend: folder,
  workingDirectory,
  token,
  integrations,
}: ScaffolderSettings): Promise<number> {
  const port = await findPort();
  refuseConnections();
  const load = createRequire(join(folder, 'package.json'));
  const find = (name: string) => {
    try {
      return load.resolve(name);
    } catch {
      return undefined;
    }
  };
  // Workspaces of a portal are TypeScript.
  const transform = find('@backstage/cli/config/nodeTransform.cjs');
  if (transform) {
    load(transform);
  }
  const defaults = find('@backstage/backend-defaults');
  const scaffolder = find('@backstage/plugin-scaffolder-backend');
  if (!defaults || !scaffolder) {
    throw new Error(
      'it has no @backstage/backend-defaults or no @backstage/plugin-scaffolder-backend: install the dependencies of the portal, name its back end with --backend, or use --portal <url>',
    );
  }
  const { createBackend } = load(defaults);
  const { coreServices, createServiceFactory } = createRequire(defaults)(
    '@backstage/backend-plugin-api',
  );
  const options = { token, subject: 'template-test' };
  const config = new ConfigReader({
    app: { baseUrl: 'http://localhost' },
    integrations,
    backend: {
      baseUrl: 'http://localhost',
      listen: { host: '127.0.0.1', port },
      database: { client: 'better-sqlite3', connection: ':memory:' },
      auth: { externalAccess: [{ type: 'static', options }] },
      workingDirectory,
      // Its actions are reported as missing then.
      startup: { default: { onPluginModuleBootFailure: 'continue' } },
    },
    events: { useEventBus: 'never' },
  });
  const backend = createBackend();
  backend.add(
    createServiceFactory({
      service: coreServices.rootConfig,
      deps: {},
      factory: () => config,
    }),
  );
  for (const name of [scaffolder, ...listModules(folder, load)]) {
    backend.add(load(name).default);
  }
  await backend.start();
  return port;
}

/** Dependencies of the back end that are modules of the scaffolder. */
function listModules(folder: string, load: NodeJS.Require): string[] {
  return Object.keys(readPackage(folder)?.dependencies ?? {}).filter(name => {
    const places = load.resolve.paths(name) ?? [];
    const { role, pluginId } =
      places.map(place => readPackage(join(place, name))).find(Boolean)
        ?.backstage ?? {};
    return role === 'backend-plugin-module' && pluginId === 'scaffolder';
  });
}

/** Reads the package.json of a folder. */
export function readPackage(folder: string):
  | {
      dependencies?: Record<string, string>;
      backstage?: { role?: string; pluginId?: string };
    }
  | undefined {
  const file = join(folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

async function findPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(done => {
    server.close(done);
  });
  return port;
}

const refusal = 'the template test does not connect to';

/** The host in the message of a step that needs a connection; readers of URLs refuse other hosts by themselves. */
export function findRefusedHost(message: string): string | undefined {
  const [, host, url] =
    new RegExp(
      `${refusal} (\\S+)|Reading from '(https?:[^']+)' is not allowed`,
    ).exec(message) ?? [];
  return url === undefined ? host : new URL(url).host;
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
