/*
 * Runs all checks, two at a time, because most keep one core busy for a minute or more. Prints the output of a check when it
 * ends, with its time, and continues after a failure.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

// Each line is a chain: a step needs the steps before it. The longest come first.
const chains = [
  ['tsc:full', 'api-reports:check'],
  ['docs:reference:check'],
  ['lint'],
  ['format:check'],
  ['config:check'],
  ['templates:test'],
  ['boundaries'],
  ['prose'],
  ['docs:links'],
  ['templates:check'],
  ['openapi:lint'],
];
const failed = [];

async function passes(step) {
  const started = Date.now();
  const child = spawn('yarn', [step], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = [];
  child.stdout.on('data', chunk => output.push(chunk));
  child.stderr.on('data', chunk => output.push(chunk));
  const [code] = await once(child, 'close');
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(
    `${Buffer.concat(output)}${code === 0 ? 'ok' : 'FAILED'}: ${step}, ${seconds} s`,
  );
  if (code !== 0) {
    failed.push(step);
  }
  return code === 0;
}

async function runChains() {
  for (let chain = chains.shift(); chain; chain = chains.shift()) {
    for (const step of chain) {
      if (!(await passes(step))) {
        break;
      }
    }
  }
}

await Promise.all([runChains(), runChains()]);
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
