// Bundles a proof like a release and runs it.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';
import { withBundles } from '../scripts/bundle.mjs';

const here = import.meta.dirname;
const root = path.dirname(here);
const proofs = globSync('*/main.ts', { cwd: here });
const [name, ...flags] = process.argv.slice(2);
if (!proofs.includes(`${name}/main.ts`)) {
  console.error(`./dev prove: name one of ${proofs.map(path.dirname)}`);
  process.exit(2);
}
const main = `prove/${name}/main`;
const processes = globSync('plugins/*/src/attack/__testUtils__/*.process.ts', {
  cwd: root,
});
await withBundles(root, [`${main}.ts`, ...processes], out => {
  const { status } = spawnSync(
    process.execPath,
    [path.join(out, `${main}.cjs`), ...flags],
    { stdio: 'inherit', cwd: root },
  );
  process.exitCode = status ?? 1;
});
