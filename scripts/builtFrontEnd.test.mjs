import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { builtFrontEnd, frontEndKey } from './builtFrontEnd.mjs';

let root;

async function write(file, content) {
  await mkdir(path.join(root, path.dirname(file)), { recursive: true });
  await writeFile(path.join(root, file), content);
}

const manifest = (name, ...dependencies) =>
  JSON.stringify({
    name,
    dependencies: Object.fromEntries(
      dependencies.map(dependency => [dependency, 'workspace:^']),
    ),
  });

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'front-end-'));
  await write('yarn.lock', 'locked');
  await write('tsconfig.json', '{}');
  await write('packages/app/package.json', manifest('app', 'pages', 'react'));
  await write('packages/app/src/index.tsx', 'app');
  await write('packages/backend/package.json', manifest('backend', 'service'));
  await write('plugins/pages/package.json', manifest('pages', 'common'));
  await write('plugins/pages/src/index.ts', 'pages');
  await write('plugins/common/package.json', manifest('common'));
  await write('plugins/common/src/index.ts', 'common');
  await write('plugins/service/package.json', manifest('service'));
});

afterEach(() => rm(root, { recursive: true }));

for (const [what, file] of [
  ['the app', 'packages/app/src/index.tsx'],
  ['a new file', 'packages/app/src/new.css'],
  ['a plugin of the app', 'plugins/pages/src/index.ts'],
  ['what a plugin of the app depends on', 'plugins/common/src/index.ts'],
  ['the schema of a config', 'plugins/pages/config.d.ts'],
  ['the locked dependencies', 'yarn.lock'],
  ['how it is compiled', 'tsconfig.json'],
]) {
  test(`${what} makes another version`, async () => {
    const before = await frontEndKey(root, 'all');
    await write(file, 'changed');
    assert.notEqual(await frontEndKey(root, 'all'), before);
  });
}

for (const [what, file] of [
  ['a test', 'packages/app/src/index.test.tsx'],
  ['documentation', 'plugins/pages/README.md'],
  ['what a build writes', 'packages/app/dist/index.html'],
  ['an installed dependency', 'packages/app/node_modules/react/index.js'],
  ['the back end', 'plugins/service/src/index.ts'],
]) {
  test(`${what} makes no other version`, async () => {
    const before = await frontEndKey(root, 'all');
    await write(file, 'changed');
    assert.equal(await frontEndKey(root, 'all'), before);
  });
}

test('other plugins in the config make another version', async () => {
  assert.notEqual(
    await frontEndKey(root, { include: ['pages'] }),
    await frontEndKey(root, 'all'),
  );
});

/** Builds as the CLI does, and counts. */
function builder() {
  const build = async () => {
    build.count += 1;
    await write('packages/app/dist/index.html.tmpl', `build ${build.count}`);
    await write('packages/app/dist/static/main.js', 'code');
    await write('packages/app/dist/static/main.js.map', 'map');
  };
  build.count = 0;
  return build;
}

test('is built once for each version, without source maps', async () => {
  const build = builder();

  const first = await builtFrontEnd(root, 'all', build);
  assert.equal(await builtFrontEnd(root, 'all', build), first);
  assert.equal(build.count, 1);
  assert.deepEqual((await readdir(first, { recursive: true })).sort(), [
    'index.html.tmpl',
    'static',
    path.join('static', 'main.js'),
  ]);

  await write('packages/app/src/index.tsx', 'changed');
  assert.notEqual(await builtFrontEnd(root, 'all', build), first);
  assert.equal(build.count, 2);

  await write('packages/app/src/index.tsx', 'app');
  assert.equal(await builtFrontEnd(root, 'all', build), first);
  assert.equal(build.count, 2);
});

test('keeps the three versions that were used last', async () => {
  const build = builder();
  const versions = [];
  for (const content of ['app', 'b', 'c', 'app', 'd']) {
    await write('packages/app/src/index.tsx', content);
    versions.push(path.basename(await builtFrontEnd(root, 'all', build)));
    // Times of files are not finer than this everywhere.
    await setTimeout(20);
  }
  const [a, b, c, , d] = versions;
  assert.deepEqual(
    (await readdir(path.join(root, '.cache/front-end'))).sort(),
    [a, c, d].sort(),
  );
  assert.notEqual(b, a);
});

test('what changes while it is built is built again', async () => {
  const build = builder();
  const first = await builtFrontEnd(root, 'all', async () => {
    await build();
    if (build.count === 1) {
      await write('packages/app/src/index.tsx', 'changed');
    }
  });
  assert.equal(build.count, 2);
  assert.equal(await builtFrontEnd(root, 'all', build), first);
  assert.equal(build.count, 2);
});

test('a build that fails leaves no version behind', async () => {
  const failing = async () => {
    await write('packages/app/dist/index.html.tmpl', 'half');
    throw new Error('no memory');
  };
  await assert.rejects(builtFrontEnd(root, 'all', failing), /no memory/);

  const build = builder();
  await builtFrontEnd(root, 'all', build);
  assert.equal(build.count, 1);
});
