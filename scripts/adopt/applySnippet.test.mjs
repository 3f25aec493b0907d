import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applySnippet } from './applySnippet.mjs';

const diff = text => ({
  page: 'docs/a.md',
  line: 7,
  language: 'diff',
  file: 'App.tsx',
  text,
});

const app = `import a;

const first = (
  <Layout>
  </Layout>
);
const second = (
  <Layout>
  </Layout>
);
`;

test('adds, replaces and removes lines where the lines around them are', () => {
  assert.deepEqual(
    applySnippet('a\nb\n\nc\nd\n', diff(' a\n+b1\n-b\n\n+\n c')),
    {
      content: 'a\nb1\n\n\nc\nd\n',
      lines: 1,
    },
  );
});

test('finds the place of a hunk after the line that it names', () => {
  const text = `@@ const second = (
   <Layout>
+    {tabs}
@@
 import a;
+import b;`;
  const { content, lines } = applySnippet(app, diff(text));
  assert.equal(
    content,
    app
      .replace('import a;', 'import a;\nimport b;')
      .replace(/(second = \(\n {2}<Layout>)/, '$1\n    {tabs}'),
  );
  assert.equal(lines, 2);
});

for (const [name, text, message] of [
  [
    'lines that the file does not have',
    ' import z;\n+import b;',
    /docs\/a\.md:7: App\.tsx does not have these lines:\nimport z;/,
  ],
  ['lines without a place', '+import b;', /does not have these lines/],
  [
    'lines that the file has twice',
    '   <Layout>\n+    {tabs}',
    /has these lines 2 times/,
  ],
  ['an unknown section', '@@ const third = (\n+x', /has no line "const third/],
  ['what is no diff', 'import b;', /starts with a blank/],
]) {
  test(`refuses ${name}`, () => {
    assert.throws(() => applySnippet(app, diff(text)), message);
  });
}

test('merges JSON and counts its values', () => {
  assert.deepEqual(
    applySnippet('{"name":"a","resolutions":{"x":"1"}}', {
      language: 'json',
      text: '{"resolutions":{"y":"2","z":"3"}}',
    }),
    {
      content:
        '{\n  "name": "a",\n  "resolutions": {\n    "x": "1",\n    "y": "2",\n    "z": "3"\n  }\n}\n',
      lines: 2,
    },
  );
});
