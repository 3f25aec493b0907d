import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  currentSnapshot,
  differences,
  priceDate,
  readSnapshot,
} from './languageModelPrices.mjs';

const script = fileURLToPath(
  new URL('./languageModelPrices.mjs', import.meta.url),
);

test('the snapshot of prices is what the pinned package says', async () => {
  const snapshot = await readSnapshot();
  assert.deepEqual(differences(snapshot, await currentSnapshot()), []);
  const { models, ...head } = JSON.parse(snapshot);
  assert.equal(head.priceDate, priceDate);
  const { devDependencies } = JSON.parse(
    await readFile(new URL('../package.json', import.meta.url), 'utf8'),
  );
  assert.equal(
    head.package,
    `@pydantic/genai-prices@${devDependencies['@pydantic/genai-prices']}`,
  );
  assert.equal(models.length, 21);
});

test('prices:check asks no network and prints nothing when nothing changed', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    `data:text/javascript,globalThis.fetch=()=>{throw new Error('asked the network')}`,
    script,
    '--check',
  ]);
  assert.equal(stdout, '');
});

test('the differences name model, field, old and new value', () => {
  const row = { provider: 'one', model: 'small', inputPerMtok: 1 };
  const text = models => JSON.stringify({ priceDate: '2026-11-27', models });
  assert.deepEqual(
    differences(
      text([row, { ...row, model: 'gone' }]),
      text([{ ...row, inputPerMtok: 2, batchFactor: 0.5 }]),
    ),
    [
      'one/small: inputPerMtok 1 -> 2',
      'one/small: batchFactor absent -> 0.5',
      'one/gone: provider "one" -> absent',
      'one/gone: model "gone" -> absent',
      'one/gone: inputPerMtok 1 -> absent',
    ],
  );
});

test('a price that changes later is that of the day', async () => {
  const { models } = JSON.parse(await currentSnapshot());
  const flash = models.find(({ model }) => model === 'gemini-3.8-flash');
  // An introductory price until the end of 2026, and twice as much from then on.
  assert.equal(flash.inputPerMtok, 0.75);
});
