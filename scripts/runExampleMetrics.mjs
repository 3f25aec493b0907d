/*
 * Runs Prometheus with the example metrics until it is stopped: half a year of history, and new samples every 15 seconds.
 * Takes the port as argument, prints URL and process ID. A separate process of startExampleMetrics, because it imports
 * TypeScript.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import exampleExporter from '../packages/backend/src/demo/metrics/ExampleExporter.ts';
import stories from '../packages/backend/src/demo/metrics/stories.ts';

const require = createRequire(import.meta.url);
const { startPrometheus } = require('./startPrometheus.cjs');

/** A month more than pages show, because requests are counted over a month. */
const DAYS = 210;

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM']) {
  process.on(name, () => stopping.abort());
}
// The parent process has ended.
process.stdin.on('end', () => stopping.abort()).resume();

try {
  await run(stopping.signal);
} catch (error) {
  if (!stopping.signal.aborted) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
process.exit();

async function run(signal) {
  const file = fileURLToPath(
    new URL('../examples/metrics.yaml', import.meta.url),
  );
  const { text, exporter } = exampleExporter.exampleHistory(
    stories.parseMetrics(await readFile(file, 'utf8'), file),
    { now: new Date(), days: DAYS, everyHours: 4 },
  );
  const server = createServer((_, response) => {
    exporter.advance(new Date());
    response
      .writeHead(200, {
        'content-type':
          'application/openmetrics-text; version=1.0.0; charset=utf-8',
      })
      .end(exporter.text());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const prometheus = await startPrometheus({
    folder: fileURLToPath(new URL('../.data/prometheus', import.meta.url)),
    history: text,
    port: Number(process.argv[2]),
    target: `127.0.0.1:${server.address().port}`,
    signal,
  });
  console.log(`${prometheus.url} ${prometheus.pid}`);
  await prometheus.ended;
  if (!signal.aborted) {
    throw new Error('Prometheus has ended.');
  }
}
