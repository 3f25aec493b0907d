import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readWorkspaces } from '../workspaces.mjs';
import { olderReleases, repack, toOlderRelease } from './repack.mjs';
import { run } from './run.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

for (const release of Object.keys(olderReleases)) {
  test(`every package can be packed for Backstage ${release}`, async () => {
    const needed = new Set();
    for (const { manifest } of await readWorkspaces(root)) {
      if (!manifest.private && manifest.backstage.role !== 'cli') {
        toOlderRelease(manifest, release);
        for (const kind of ['dependencies', 'peerDependencies']) {
          Object.keys(manifest[kind] ?? {}).forEach(name => needed.add(name));
        }
      }
    }
    assert.deepEqual(
      Object.keys(olderReleases[release]).filter(
        name => !needed.has(`@backstage/${name}`),
      ),
      [],
      'The table has packages that nothing needs.',
    );
  });
}

test('a package for an older release has its ranges, and a version and a tag that nothing else selects', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'repack-'));
  try {
    await mkdir(path.join(folder, 'package/dist'), { recursive: true });
    await writeFile(path.join(folder, 'package/dist/index.js'), 'code');
    await writeFile(
      path.join(folder, 'package/package.json'),
      JSON.stringify({
        name: '@paved-road/x',
        version: '1.2.3',
        publishConfig: { access: 'public' },
        backstage: { role: 'frontend-plugin' },
        dependencies: {
          '@backstage/errors': '^1.4.0',
          '@backstage/frontend-adapter-react-router-v6': '^0.2.0',
          '@paved-road/y': '^1.2.3',
          zod: '^4.0.0',
        },
      }),
    );
    await run('tar', ['-czf', 'x-1.2.3.tgz', 'package'], { cwd: folder });
    const [name] = await repack(folder, '1.55', folder);
    assert.equal(name, 'x-1.2.3-backstage.1.55.tgz');
    assert.deepEqual(await repack(folder, '1.55', folder), [name]);
    const unpacked = path.join(folder, 'older');
    await mkdir(unpacked);
    await run('tar', ['-xzf', path.join(folder, name), '-C', unpacked]);
    const read = file => readFile(path.join(unpacked, 'package', file), 'utf8');
    assert.equal(await read('dist/index.js'), 'code');
    assert.deepEqual(JSON.parse(await read('package.json')), {
      name: '@paved-road/x',
      version: '1.2.3-backstage.1.55',
      publishConfig: { access: 'public', tag: 'backstage-1.55' },
      backstage: { role: 'frontend-plugin' },
      dependencies: {
        '@backstage/errors': '^1.3.1',
        '@paved-road/y': '1.2.3-backstage.1.55',
        zod: '^4.0.0',
      },
      browser: { '@backstage/frontend-adapter-react-router-v6': false },
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a package of Backstage without a version in the release is named', () => {
  assert.throws(
    () =>
      toOlderRelease(
        {
          name: 'x',
          version: '1.0.0',
          dependencies: { '@backstage/new': '^1.0.0' },
        },
        '1.55',
      ),
    /depends on @backstage\/new: add its version/,
  );
});
