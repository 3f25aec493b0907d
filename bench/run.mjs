// Bundles the benchmarks as a release would be, runs them one after another and prints their results.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { globSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const here = import.meta.dirname;
const root = path.dirname(here);
const wanted = process.argv.slice(2);
const benchmarks = readdirSync(here)
  .filter(file => file.endsWith('.bench.ts'))
  .filter(file => !wanted.length || wanted.some(name => file.startsWith(name)));

console.log(`Node.js ${process.version}, ${os.cpus()[0].model.trim()}`);
// Inside the repository, where the libraries are found that stay outside of the bundles.
const out = path.join(
  root,
  'node_modules/.cache/paved-road-bench',
  `${process.pid}`,
);
try {
  await build({
    entryPoints: [
      ...benchmarks.map(file => path.join(here, file)),
      ...globSync('*/*.process.ts', { cwd: here }).map(file =>
        path.join(here, file),
      ),
    ],
    outdir: out,
    outbase: here,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    packages: 'external',
    alias: Object.fromEntries([
      ...['common', 'node', 'backend'].map(name => [
        `@paved-road/plugin-paved-road-${name}`,
        path.join(root, `plugins/paved-road-${name}`),
      ]),
      ...['advisor', 'rules', 'schemas'].map(entry => [
        `@paved-road/plugin-paved-road-common/${entry}`,
        path.join(root, `plugins/paved-road-common/src/${entry}.ts`),
      ]),
    ]),
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  for (const file of benchmarks) {
    const { status } = spawnSync(
      process.execPath,
      [path.join(out, file.replace(/\.ts$/, '.cjs'))],
      { stdio: 'inherit', cwd: root },
    );
    // A missed target is said by the benchmark itself.
    process.exitCode ||= status ?? 1;
  }
} finally {
  rmSync(out, { recursive: true, force: true });
}
