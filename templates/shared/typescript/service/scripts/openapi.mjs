// Writes openapi.json, the server's own description; with --check it only compares.
import { readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { createApp } from '../dist/src/app.js';
import { createLogger } from '../dist/src/runtime/index.js';
import { readSettings, service } from '../dist/src/settings.js';

const file = new URL('../openapi.json', import.meta.url);
const { app } = await createApp(
  readSettings({}),
  createLogger({ name: service.name, level: 'silent' }),
);
await app.ready();
const document = `${JSON.stringify(app.swagger(), null, 2)}\n`;
await app.close();

if (process.argv.includes('--check')) {
  if ((await readFile(file, 'utf8').catch(() => undefined)) !== document) {
    console.error('openapi.json is not what the server says: run `npm run openapi` and commit it');
    process.exitCode = 1;
  }
} else {
  await writeFile(file, document);
}
