import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPackage, entryFiles } from './checkPackage.mjs';

const url = 'https://example.com/road';
const folder = 'plugins/road';
const manifest = {
  name: '@road/plugin',
  description: 'Leads on.',
  license: 'Apache-2.0',
  main: 'dist/index.cjs.js',
  types: 'dist/index.d.ts',
  keywords: ['backstage'],
  homepage: `${url}/tree/main/${folder}`,
  repository: { type: 'git', url: `git+${url}.git`, directory: folder },
  bugs: { url: `${url}/issues` },
  publishConfig: { access: 'public' },
  backstage: {
    role: 'backend-plugin',
    pluginId: 'road',
    pluginPackages: ['@road/plugin'],
  },
};
const files = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/index.cjs.js',
  'dist/index.d.ts',
  'package.json',
];

const problemsOf = (packed = {}, entries = []) =>
  checkPackage(
    { manifest, files, readme: '# Road', ...packed },
    { folder, entries },
    { url, has: file => file === 'docs/guide.md' },
  );

test('finds nothing wrong with a complete package', () => {
  assert.deepEqual(problemsOf(), []);
});

for (const [what, packed, problem] of [
  ['lacks a file', { files: files.slice(1) }, /^has no CHANGELOG\.md: /],
  [
    'lacks what it names',
    { files: files.filter(file => !file.endsWith('.d.ts')) },
    /^has no dist\/index\.d\.ts: /,
  ],
  [
    'lacks its config schema',
    { manifest: { ...manifest, configSchema: 'config.d.ts' } },
    /^has no config\.d\.ts: /,
  ],
  [
    'has no types',
    { manifest: { ...manifest, types: undefined } },
    /^has no types: /,
  ],
  ...[
    'dist/store.test.d.ts',
    'dist/__fixtures__/big.cjs.js',
    'dist/testing/Fake.esm.js',
    'dist/index.cjs.js.map',
    'src/index.ts',
  ].map(file => [
    `contains ${file}`,
    { files: [...files, file] },
    new RegExp(`^contains ${file.replaceAll('.', '\\.')}: `),
  ]),
  [
    'says too much',
    { manifest: { ...manifest, description: 'a'.repeat(171) } },
    /^has a description of 171 characters: use 1 to 170$/,
  ],
  [
    'is not found',
    { manifest: { ...manifest, keywords: [] } },
    /^has no keyword "backstage"/,
  ],
  [
    'is elsewhere',
    { manifest: { ...manifest, repository: 'github:other/road' } },
    /^has another "repository" than git\+https:\/\/example\.com\/road\.git with the directory plugins\/road/,
  ],
  [
    'is tested in a way of its own',
    { manifest: { ...manifest, jest: {} } },
    /^has a "jest" block: /,
  ],
  [
    'asks for a workspace',
    { manifest: { ...manifest, dependencies: { '@road/a': 'workspace:^' } } },
    /^asks for @road\/a by workspace:\^/,
  ],
  [
    'needs React without its types',
    { manifest: { ...manifest, peerDependencies: { react: '^18.0.0' } } },
    /^needs React, and does not say which @types\/react/,
  ],
  [
    'has no plugin',
    { manifest: { ...manifest, backstage: { role: 'backend-plugin' } } },
    /^has no "backstage\.pluginId": /,
  ],
  [
    'links to a file beside it',
    { readme: 'See [the guide](../../docs/guide.md).' },
    /^links to \.\.\/\.\.\/docs\/guide\.md in its README/,
  ],
  [
    'links to a file that is gone',
    { readme: `See [it](${url}/blob/main/docs/gone.md#part).` },
    /and the repository has no docs\/gone\.md: correct the link$/,
  ],
]) {
  test(`says what to do where a package ${what}`, () => {
    assert.match(problemsOf(packed)[0], problem);
  });
}

test('wants migrations and rule packs in the package', () => {
  const [problem, ...others] = problemsOf({}, ['migrations', 'src']);
  assert.match(problem, /^leaves out migrations: /);
  assert.deepEqual(others, []);
  assert.deepEqual(
    problemsOf({ files: [...files, 'migrations/1.js'] }, ['migrations']),
    [],
  );
});

test('takes links that hold, and examples in code as they are', () => {
  const readme = `[a](#part) [b](${url}/blob/main/docs/guide.md#part) [c](https://backstage.io)\n\n\`\`\`md\n[d](../d.md)\n\`\`\`\n`;
  assert.deepEqual(problemsOf({ readme }), []);
});

test('knows the files that a manifest names', () => {
  assert.deepEqual(
    entryFiles({
      main: './dist/a.js',
      bin: { road: 'bin/road' },
      exports: {
        '.': { backstage: '@backstage/X', import: './dist/a.js' },
        './package.json': './package.json',
      },
    }),
    ['dist/a.js', 'bin/road', 'package.json'],
  );
});
