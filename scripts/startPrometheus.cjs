const { execFile, spawn } = require('node:child_process');
const { once } = require('node:events');
const { mkdir, rm, writeFile } = require('node:fs/promises');
const path = require('node:path');
const { setTimeout } = require('node:timers/promises');
const { promisify } = require('node:util');
const { freePort } = require('./startPostgres.cjs');

const run = promisify(execFile);

/** @throws Error that explains how to install it */
async function demand(program) {
  try {
    await run(program, ['--version']);
  } catch (error) {
    if (error.code !== 'ENOENT') {
      throw error;
    }
    throw new Error(
      `There is no program ${program}. Install Prometheus: "apt-get install prometheus" on Debian and Ubuntu, ` +
        `"brew install prometheus" on macOS; or unpack a release and add its folder to PATH.`,
    );
  }
}

/**
 * Starts Prometheus with a history. Deletes the folder first.
 *
 * @param options.folder - for its data
 * @param options.history - OpenMetrics text, with the times of its samples
 * @param options.target - host and port to scrape every 15 seconds, if any
 * @param options.port - by default a free one
 * @param options.signal - stops it
 * @returns its URL and process, and what stops it
 */
async function startPrometheus({ folder, history, target, port, signal }) {
  await demand('promtool');
  await demand('prometheus');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const file = name => path.join(folder, name);
  await writeFile(file('history.txt'), history);
  await run(
    'promtool',
    [
      'tsdb',
      'create-blocks-from',
      'openmetrics',
      '--quiet',
      // Half a year of two-hour blocks would be 2,160 blocks.
      '--max-block-duration=8760h',
      file('history.txt'),
      file('data'),
    ],
    { signal, maxBuffer: 16_000_000 },
  );
  await rm(file('history.txt'));
  await writeFile(
    file('prometheus.yml'),
    JSON.stringify({
      global: { scrape_interval: '15s' },
      scrape_configs: target
        ? [
            {
              job_name: 'example',
              // The labels of the exporter, as in the history.
              honor_labels: true,
              static_configs: [{ targets: [target] }],
            },
          ]
        : [],
    }),
  );
  const address = `127.0.0.1:${port ?? (await freePort())}`;
  const child = spawn(
    'prometheus',
    [
      `--config.file=${file('prometheus.yml')}`,
      `--storage.tsdb.path=${file('data')}`,
      '--storage.tsdb.retention.time=2y',
      `--web.listen-address=${address}`,
      '--log.level=warn',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  child.stderr.on('data', chunk => {
    log = `${log}${chunk}`.slice(-4_000);
  });
  const ended = once(child, 'close');
  const stop = async () => {
    child.kill();
    await ended;
  };
  signal?.addEventListener('abort', () => child.kill());
  const url = `http://${address}`;
  while (!(await fetch(`${url}/-/ready`).catch(() => undefined))?.ok) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`Prometheus has ended:\n${log}`);
    }
    await setTimeout(50);
  }
  return { url, pid: child.pid, ended, stop };
}

module.exports = { startPrometheus };
