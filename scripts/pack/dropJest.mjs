/*
 * Runs in the folder of a package while it is packed: removes the Jest configuration, which the Backstage CLI keeps.
 * `postpack` restores the manifest.
 */
import { readFile, writeFile } from 'node:fs/promises';

const { jest, ...manifest } = JSON.parse(
  await readFile('package.json', 'utf8'),
);
await writeFile('package.json', `${JSON.stringify(manifest, undefined, 2)}\n`);
