import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { run } from './run.mjs';
import { writeImage } from './writeImage.mjs';

test('writes an image whose every blob has its digest and size', async t => {
  const root = await mkdtemp(path.join(tmpdir(), 'write-image-'));
  t.after(() => rm(root, { recursive: true }));
  for (const name of ['one', 'two']) {
    await mkdir(path.join(root, name));
    await writeFile(path.join(root, name, 'package.json'), name);
  }
  const write = file =>
    writeImage(
      path.join(root, file),
      { root, folders: ['one', 'two'] },
      { 'example.com/a': 'b' },
    );
  const digest = await write('a.tar');
  assert.equal(await write('b.tar'), digest);

  const layout = path.join(root, 'layout');
  await mkdir(layout);
  await run('tar', ['-xf', path.join(root, 'a.tar'), '-C', layout]);
  const json = async file =>
    JSON.parse(await readFile(path.join(layout, file), 'utf8'));
  const blobOf = ({ digest: name }) => `blobs/${name.replace(':', '/')}`;
  assert.deepEqual(await json('oci-layout'), { imageLayoutVersion: '1.0.0' });
  const {
    manifests: [described],
  } = await json('index.json');
  assert.equal(described.digest, digest);
  const { config, layers, annotations } = await json(blobOf(described));
  assert.deepEqual(annotations, { 'example.com/a': 'b' });
  for (const each of [described, config, ...layers]) {
    const content = await readFile(path.join(layout, blobOf(each)));
    assert.equal(content.length, each.size);
    assert.equal(
      `sha256:${createHash('sha256').update(content).digest('hex')}`,
      each.digest,
    );
  }
  assert.equal(layers.length, 1);
  const entries = await run('tar', [
    '-tzf',
    path.join(layout, blobOf(layers[0])),
  ]);
  assert.deepEqual(entries.trim().split('\n'), [
    'one/',
    'one/package.json',
    'two/',
    'two/package.json',
  ]);
});
