import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPackage } from './checkPackage.mjs';

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

const findProblems = (packed = {}, entries = []) =>
  checkPackage(
    { manifest, files, readme: '# Road', ...packed },
    { folder, entries },
    { url, has: file => file === 'docs/guide.md' },
  );

test('finds nothing wrong with a complete package', () => {
  assert.deepEqual(findProblems(), []);
});

for (const [what, packed, problem] of [
  ['lacks a file', { files: files.slice(1) }, /^has no CHANGELOG\.md: /],
  [
    'lacks its config schema',
    { manifest: { ...manifest, configSchema: 'config.d.ts' } },
    /^has no config\.d\.ts: /,
  ],
  [
    'has large declarations',
    { declarationBytes: 400_001 },
    /^has declarations of 400001 bytes, at most 400000: /,
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
    'has a long description',
    { manifest: { ...manifest, description: 'a'.repeat(171) } },
    /^has a description of 171 characters: use 1 to 170$/,
  ],
  [
    'is not found',
    { manifest: { ...manifest, keywords: [] } },
    /^is not found without the keyword/,
  ],
  [
    'is elsewhere',
    { manifest: { ...manifest, repository: 'github:other/road' } },
    /^has another "repository" than git\+https:\/\/example\.com\/road\.git with the directory plugins\/road/,
  ],
  [
    'asks for a workspace',
    { manifest: { ...manifest, dependencies: { '@road/a': 'workspace:^' } } },
    /^depends on @road\/a by workspace:\^/,
  ],
  [
    'needs React without its types',
    { manifest: { ...manifest, peerDependencies: { react: '^18.0.0' } } },
    /^needs React without a range for @types\/react/,
  ],
  [
    'links to a file beside it',
    { readme: 'See [the guide](../../docs/guide.md).' },
    /^links to \.\.\/\.\.\/docs\/guide\.md in its README/,
  ],
  [
    'links to a missing file',
    { readme: `See [it](${url}/blob/main/docs/missing.md#part).` },
    /and the repository has no docs\/missing\.md: correct the link$/,
  ],
]) {
  test(`explains what to do if a package ${what}`, () => {
    assert.match(findProblems(packed)[0], problem);
  });
}

test('requires migrations and rule packs in the package', () => {
  const [problem, ...others] = findProblems({}, ['migrations', 'src']);
  assert.match(problem, /^leaves out migrations: /);
  assert.deepEqual(others, []);
  assert.deepEqual(
    findProblems({ files: [...files, 'migrations/1.js'] }, ['migrations']),
    [],
  );
});

test('accepts working links, and examples in code', () => {
  const readme = `[a](#part) [b](${url}/blob/main/docs/guide.md#part) [c](https://backstage.io)\n\n\`\`\`md\n[d](../d.md)\n\`\`\`\n`;
  assert.deepEqual(findProblems({ readme }), []);
});
