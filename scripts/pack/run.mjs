import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs a program and returns its standard output.
 *
 * @throws Error with all of its output, if it fails
 */
export async function run(program, args, options = {}) {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  const printed = [];
  const said = [];
  child.stdout.on('data', chunk => {
    printed.push(chunk);
    said.push(chunk);
  });
  child.stderr.on('data', chunk => said.push(chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) {
    throw new Error(
      `${program} ${args.join(' ')} ended with ${code}:\n${Buffer.concat(said)}`,
    );
  }
  return `${Buffer.concat(printed)}`;
}
