import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { parse } from 'yaml';

test('the demo, where anyone signs in as anyone, is reached from its own machine only', async () => {
  const config = parse(await readFile('app-config.demo.yaml', 'utf8'));
  assert.equal(config.backend.listen.host, '127.0.0.1');
});
