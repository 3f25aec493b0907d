import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { it } from 'node:test';
import { createApp } from '../src/app.js';
import { createLogger } from '../src/runtime/index.js';
import { readSettings, service } from '../src/settings.js';
import { root } from './support/paths.js';

// The catalog shows openapi.json; the server has the last word.
it('openapi.json is what the server says of itself', async () => {
  const { app } = await createApp(
    readSettings({}),
    createLogger({ name: service.name, level: 'silent' }),
  );
  const response = await app.inject('/openapi.json');
  const committed = await readFile(path.join(root, 'openapi.json'), 'utf8');
  assert.equal(
    committed,
    `${JSON.stringify(response.json(), null, 2)}\n`,
    'run `npm run openapi` and commit openapi.json',
  );
  await app.close();
});
