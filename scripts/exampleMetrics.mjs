import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
const { freePort } = require('./startPostgres.cjs');

/** The usual port of the example's Prometheus; if it is taken, another one is used. */
export const METRICS_PORT = 9095;

/**
 * Starts Prometheus with the example metrics. It ends with this process at the latest.
 *
 * @returns its URL and process ID, and a promise that rejects if it ends by itself
 * @throws Error if it cannot start, with the reason
 */
export async function startExampleMetrics({ root, signal }) {
  const child = spawn(
    process.execPath,
    [
      '--no-warnings',
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      path.join(root, 'scripts/runExampleMetrics.mjs'),
      String(await freePort(METRICS_PORT)),
    ],
    // It ends with its input, even if this process is killed.
    { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  signal.addEventListener('abort', () => child.stdin.end());
  let problem = '';
  child.stderr.on('data', chunk => (problem += chunk));
  const ended = once(child, 'close').then(() => {
    if (!signal.aborted) {
      throw new Error(`The metrics have ended. ${problem.trim()}`);
    }
  });
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended.then(() => []),
  ]);
  signal.throwIfAborted();
  const [url, pid] = line.split(' ');
  return { url, pid, ended };
}
