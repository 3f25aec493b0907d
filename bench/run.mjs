// Bundles the benchmarks like a release, runs them one after another and prints their results.
import { globSync, readdirSync } from 'node:fs';
import os from 'node:os';
import { runBundled } from '../scripts/bundle.mjs';

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
await runBundled(here, benchmarks, processes, flags);
