// Bundles the benchmarks like a release, runs them one after another and prints their results.
import { spawnSync } from 'node:child_process';
import { globSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { withBundles } from '../scripts/bundle.mjs';

const here = import.meta.dirname;
const args = process.argv.slice(2);
const firstFlag = args.findIndex(arg => arg.startsWith('--'));
const wanted = firstFlag < 0 ? args : args.slice(0, firstFlag);
const flags = args.slice(wanted.length);
const benchmarks = readdirSync(here)
  .filter(file => file.endsWith('.bench.ts'))
  .filter(
    // Takes longer than the others together.
    file =>
      wanted.length === 0
        ? file !== 'large.bench.ts'
        : wanted.some(name => file.startsWith(name)),
  );

console.log(`Node.js ${process.version}, ${os.cpus()[0].model.trim()}`);
const processes = globSync('*/*.process.ts', { cwd: here });
await withBundles(here, [...benchmarks, ...processes], out => {
  for (const file of benchmarks) {
    const { status } = spawnSync(
      process.execPath,
      [path.join(out, file.replace(/\.ts$/, '.cjs')), ...flags],
      { stdio: 'inherit', cwd: path.dirname(here) },
    );
    // The benchmark itself reports a missed target.
    process.exitCode ||= status ?? 1;
  }
});
