import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { initialBytes, initialFiles } from './initialBundle.mjs';

const page =
  '<link rel="icon" href="/favicon.svg"><link href="/static/main.css" rel="stylesheet"><script src="https://cdn.example.com/a.js"></script><script defer="defer" src="/static/main.js"></script>';

test('a page loads its scripts and styles at first', () => {
  assert.deepEqual(initialFiles(page), ['static/main.js', 'static/main.css']);
});

test('counts what they take on the way', async () => {
  const dist = await mkdtemp(path.join(tmpdir(), 'dist-'));
  try {
    await mkdir(path.join(dist, 'static'));
    await writeFile(path.join(dist, 'index.html'), page);
    await writeFile(path.join(dist, 'static/main.js'), 'a'.repeat(10_000));
    await writeFile(path.join(dist, 'static/main.css'), '');
    await writeFile(path.join(dist, 'static/later.js'), 'a');
    const bytes = await initialBytes(dist);
    assert(bytes > 20 && bytes < 200, `${bytes}`);
  } finally {
    await rm(dist, { recursive: true });
  }
});
