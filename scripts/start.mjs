/*
 * Starts the demo portal: with --dev the development server, otherwise a production build of the front end, whose pages
 * open several times faster. The back end starts while the front end is built.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ConfigSources } from '@backstage/config-loader';
import { runBackEnd } from './backEnd.mjs';
import { builtFrontEnd } from './builtFrontEnd.mjs';
import { METRICS_PORT, startExampleMetrics } from './exampleMetrics.mjs';
import { parseOptions } from './dev/commands.mjs';
import { frontEndServer } from './frontEndServer.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const values = parseOptions('start', {
  more: {
    config: { type: 'string', multiple: true, default: [] },
    log: { type: 'string', default: '.data/portal.log' },
  },
});
if (values.fresh) {
  await rm('.data', { recursive: true, force: true });
}
if (values.services) {
  process.env.DEMO_SERVICES = values.services;
}
if (values.dev) {
  const server = spawn('yarn', ['start'], { stdio: 'inherit' });
  for (const name of ['SIGINT', 'SIGTERM']) {
    process.on(name, () => server.kill(name));
  }
  const [code] = await once(server, 'close');
  process.exit(code ?? 0);
}
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
      `Its usual port, ${METRICS_PORT}, is taken by another process.`,
    );
  }
  // The portal reports it as an outage.
  ended.catch(() =>
    console.log('Prometheus has ended. The portal keeps running.'),
  );
}

const configArgs = values.config.flatMap(file => [
  '--config',
  path.resolve(root, file),
]);
const config = await ConfigSources.toConfig(
  ConfigSources.default({ rootDir: root, argv: configArgs }),
).catch(error => {
  console.error(
    `The config cannot be read: ${error.message.replace(/\s*\n\s*/g, ' ')}`,
  );
  process.exit(1);
});
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
    serveFrontEnd().then(reportReady),
  ]);
} catch (error) {
  if (!signal.aborted) {
    process.exitCode = 1;
    // Below the last lines of the back end.
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
    'Building the front end, which takes about a minute. The build is kept until the code changes.',
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
  // A long list of files, needed only if the build fails.
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

async function reportReady() {
  while (!(await fetch(health).catch(() => undefined))?.ok) {
    await setTimeout(500, undefined, { signal });
  }
  console.log(`The portal is ready: ${address.origin}`);
}
