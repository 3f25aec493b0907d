// Bundles a proof like a release and runs it.
import { globSync } from 'node:fs';
import path from 'node:path';
import { runBundled } from '../scripts/bundle.mjs';

const root = path.dirname(import.meta.dirname);
const [name, ...flags] = process.argv.slice(2);
const main = `prove/${name}/main.ts`;
const proofs = globSync('prove/*/main.ts', { cwd: root });
if (!proofs.includes(main)) {
  const names = proofs.map(file => file.split(path.sep)[1]);
  console.error(`./dev prove: name one of ${names}`);
  process.exit(2);
}
const processes = globSync('plugins/*/src/attack/__testUtils__/*.process.ts', {
  cwd: root,
});
await runBundled(root, [main], processes, flags);
