// Starts a packaged handler in this process, as Lambda does with a new instance, and answers one event:
// `node scripts/coldStart.mjs dist/lambda events/${{ 'draft' if values.ai == 'language-model' else 'classify' }}.json`. The last line of the output is
// {"init": ..., "first": ..., "answer": ...}: milliseconds to import the handler, which ${{ 'finds' if values.ai == 'language-model' else 'loads' }} the model,
// and to answer the event.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const [folder, file] = process.argv.slice(2);
const event = JSON.parse(await readFile(file, 'utf8'));
const name = event.Records ? 'queue' : 'http';
const module = pathToFileURL(path.resolve(folder, `dist/handlers/${name}.mjs`));

const start = performance.now();
const { handler } = await import(module);
const imported = performance.now();
const answer = await handler(event, {
  awsRequestId: randomUUID(),
  functionName: name,
  getRemainingTimeInMillis: () => 10_000,
});
const answered = performance.now();
console.log(JSON.stringify({ init: imported - start, first: answered - imported, answer }));
