// Bundles the benchmarks as a release would be, runs them one after another and prints their results.
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const here = import.meta.dirname;
const wanted = process.argv.slice(2);
const benchmarks = readdirSync(here)
  .filter(file => file.endsWith('.bench.ts'))
  .filter(file => !wanted.length || wanted.some(name => file.startsWith(name)));

console.log(`Node.js ${process.version}, ${os.cpus()[0].model.trim()}`);
const out = mkdtempSync(path.join(os.tmpdir(), 'paved-road-bench-'));
try {
  for (const file of benchmarks) {
    const outfile = path.join(out, file.replace(/\.ts$/, '.cjs'));
    await build({
      entryPoints: [path.join(here, file)],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'error',
    });
    execFileSync(process.execPath, [outfile], { stdio: 'inherit' });
  }
} finally {
  rmSync(out, { recursive: true });
}
