/*
 * Runs in the folder of a package while it is packed: what the tests of the repository need means nothing to others, and
 * the Backstage CLI keeps it. `postpack` brings the manifest back.
 */
import { readFile, writeFile } from 'node:fs/promises';

const { jest, ...manifest } = JSON.parse(
  await readFile('package.json', 'utf8'),
);
await writeFile('package.json', `${JSON.stringify(manifest, undefined, 2)}\n`);
