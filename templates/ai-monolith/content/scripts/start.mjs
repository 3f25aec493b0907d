/**
 * Compiles the service and runs it in this process, so that a signal to `npm start` reaches it.
 *
 * Usage: npm start
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const { status } = spawnSync(process.execPath, [compiler], { stdio: 'inherit' });
if (status !== 0) {
  process.exit(1);
}
await import('../dist/src/main.js');
