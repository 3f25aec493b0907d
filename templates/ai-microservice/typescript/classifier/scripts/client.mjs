/*
 * Writes src/client/api.ts, the types of the API, from openapi.json. With --check it fails when the file
 * does not match the document.
 */
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const document = new URL('../openapi.json', import.meta.url);
const target = new URL('../src/client/api.ts', import.meta.url);

const types = astToString(await openapiTS(document));
const text = `// Made from openapi.json by "npm run client".\n\n${types}`;

if (!process.argv.includes('--check')) {
  await writeFile(target, text);
} else if ((await readFile(target, 'utf8').catch(() => '')) !== text) {
  console.error('src/client/api.ts is not what openapi.json says; run "npm run client"');
  process.exitCode = 1;
}
