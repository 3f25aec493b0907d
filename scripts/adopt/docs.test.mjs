import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { installPages, mostLines } from './docs.mjs';
import { readSnippets, snippetsFor } from './snippets.mjs';

for (const [system, most] of Object.entries(mostLines)) {
  test(`the docs make people add at most ${most} lines in the ${system} frontend system`, async () => {
    let lines = 0;
    for (const page of installPages) {
      const snippets = readSnippets(page, await readFile(page, 'utf8'));
      for (const { language, text } of snippetsFor(snippets, [system])) {
        if (language === 'diff') {
          lines += text.split('\n').filter(line => /^\+.*\S/.test(line)).length;
        }
      }
    }
    assert.ok(lines > 0);
    assert.ok(lines <= most, `${lines} lines`);
  });
}
