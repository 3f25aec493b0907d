import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);

/**
 * Bundles programs like a release, and deletes the bundles afterwards.
 *
 * @param folder - the bundles are laid out as the programs are in it
 * @param work - receives the folder of the bundles, with the ending `.cjs`
 */
export async function withBundles(folder, programs, work) {
  // Inside the repository, so that libraries outside the bundles are found.
  const out = path.join(
    root,
    'node_modules/.cache/paved-road-bundles',
    `${process.pid}`,
  );
  try {
    await build({
      entryPoints: programs.map(file => path.join(folder, file)),
      outdir: out,
      outbase: folder,
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
    return await work(out);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/**
 * Bundles programs, with others that they start, and runs them one after another. One that fails lets this process fail.
 *
 * @param args - of each program
 */
export async function runBundled(folder, programs, others, args) {
  await withBundles(folder, [...programs, ...others], out => {
    for (const file of programs) {
      const { status } = spawnSync(
        process.execPath,
        [path.join(out, file.replace(/\.ts$/, '.cjs')), ...args],
        { stdio: 'inherit', cwd: root },
      );
      process.exitCode ||= status ?? 1;
    }
  });
}
