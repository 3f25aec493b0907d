/*
 * Starts the portal with a production build of its front end, which opens pages several times faster than
 * the bundle of the development server. The back end starts while the front end is built, if it has to be.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ConfigSources } from '@backstage/config-loader';
import { runBackEnd } from './backEnd.mjs';
import { builtFrontEnd } from './builtFrontEnd.mjs';
import { METRICS_PORT, startExampleMetrics } from './exampleMetrics.mjs';
import { frontEndServer } from './frontEndServer.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    config: { type: 'string', multiple: true, default: [] },
    log: { type: 'string', default: '.data/portal.log' },
    metrics: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM']) {
  process.on(name, () => stopping.abort());
}
const { signal } = stopping;

if (values.metrics) {
  console.log('Starting Prometheus with half a year of metrics.');
  const { url, pid, ended } = await startExampleMetrics({
    root,
    signal,
  }).catch(error => {
    console.error(error.message);
    process.exit(signal.aborted ? 0 : 1);
  });
  process.env.PROMETHEUS_URL = url;
  values.config.push('app-config.metrics.yaml');
  console.log(`Prometheus is ready: ${url} (process ${pid})`);
  if (new URL(url).port !== String(METRICS_PORT)) {
    console.log(
      `Port ${METRICS_PORT}, which it has otherwise, is taken by another process.`,
    );
  }
  // An outage, of which the portal tells.
  ended.catch(() => console.log('Prometheus has ended. The portal goes on.'));
}

const configArgs = values.config.flatMap(file => [
  '--config',
  path.resolve(root, file),
]);
const config = await ConfigSources.toConfig(
  ConfigSources.default({ rootDir: root, argv: configArgs }),
);
config.close();
const address = new URL(config.getString('app.baseUrl'));
const health = `${config.getString('backend.baseUrl')}/.backstage/health/v1/readiness`;

try {
  console.log(
    values.verbose
      ? 'Starting the portal.'
      : `Starting the portal. Its log is in ${values.log}; --verbose shows it here.`,
  );
  await Promise.all([
    runBackEnd({
      root,
      args: configArgs,
      log: path.resolve(root, values.log),
      verbose: values.verbose,
      show: line => console.log(line),
      signal,
    }),
    serveFrontEnd().then(sayWhenReady),
  ]);
} catch (error) {
  if (!signal.aborted) {
    process.exitCode = 1;
    // Last, below what the back end says while it stops.
    process.once('exit', () => console.error(error.message));
    stopping.abort();
  }
}

async function serveFrontEnd() {
  const dist = await builtFrontEnd(
    root,
    { packages: config.getOptional('app.packages'), path: address.pathname },
    buildFrontEnd,
  );
  const app = await frontEndServer(dist, config);
  signal.throwIfAborted();
  const server = app.listen(
    Number(address.port || (address.protocol === 'https:' ? 443 : 80)),
    address.hostname,
  );
  signal.addEventListener('abort', () => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, 'listening');
}

async function buildFrontEnd() {
  console.log(
    'Building the front end, which takes about a minute. It is kept until its code changes.',
  );
  const started = Date.now();
  const cli = path.join(root, 'node_modules/@backstage/cli/bin/backstage-cli');
  const child = spawn(
    process.execPath,
    [cli, 'package', 'build', ...configArgs],
    {
      cwd: path.join(root, 'packages/app'),
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    },
  );
  // A long list of files, which matters only when the build fails.
  const output = [];
  child.stdout.on('data', chunk => output.push(chunk));
  child.stderr.on('data', chunk => output.push(chunk));
  await once(child, 'close');
  if (child.exitCode !== 0) {
    throw new Error(`${Buffer.concat(output)}\nThe front end was not built.`);
  }
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`Built the front end in ${seconds} s.`);
}

async function sayWhenReady() {
  while (!(await fetch(health).catch(() => undefined))?.ok) {
    await setTimeout(500, undefined, { signal });
  }
  console.log(`The portal is ready: ${address.origin}`);
}
