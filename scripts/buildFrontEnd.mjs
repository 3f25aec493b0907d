/*
 * yarn workspace app build: builds the front end for production into packages/app/dist, or reuses the cached build of the
 * same code. The build of the back end calls it, too.
 */
import { execFile } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ConfigSources } from '@backstage/config-loader';
import { builtFrontEnd } from './builtFrontEnd.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const app = path.join(root, 'packages/app');
const args = ['--config', path.join(root, 'app-config.yaml')];
const config = await ConfigSources.toConfig(
  ConfigSources.default({ rootDir: root, argv: args }),
);
config.close();

const built = await builtFrontEnd(
  root,
  {
    packages: config.getOptional('app.packages'),
    path: new URL(config.getString('app.baseUrl')).pathname,
  },
  () =>
    promisify(execFile)(
      path.join(root, 'node_modules/.bin/backstage-cli'),
      ['package', 'build', ...args],
      { cwd: app, maxBuffer: 2 ** 26 },
    ),
);
const dist = path.join(app, 'dist');
await rm(dist, { recursive: true, force: true });
await cp(built, dist, { recursive: true });
