// Bundles the benchmarks like a release, runs them one after another and prints their results.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { globSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const here = import.meta.dirname;
const root = path.dirname(here);
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
// Inside the repository, so that libraries outside the bundles are found.
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
      [path.join(out, file.replace(/\.ts$/, '.cjs')), ...flags],
      { stdio: 'inherit', cwd: root },
    );
    // The benchmark itself reports a missed target.
    process.exitCode ||= status ?? 1;
  }
} finally {
  rmSync(out, { recursive: true, force: true });
}
