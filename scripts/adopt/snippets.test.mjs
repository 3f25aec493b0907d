import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSnippets, snippetsFor } from './snippets.mjs';

const page = `# Install

\`\`\`diff title="packages/backend/src/index.ts"
+backend.add(x);
 backend.start();
\`\`\`

\`\`\`sh
# Classic frontend system
yarn add x
\`\`\`

\`\`\`yaml title="app-config.yaml"
example: true
\`\`\`

## New frontend system

### Tabs

\`\`\`diff title="packages/app/src/App.tsx"
+new
\`\`\`

## Classic frontend system

\`\`\`diff title="packages/app/src/App.tsx"
+classic

+two
\`\`\`

## Texts

\`\`\`json title="package.json"
{}
\`\`\`
`;

test('reads blocks with a file, where they are and for which portals', () => {
  assert.deepEqual(
    readSnippets('a.md', page).map(({ line, language, section, text }) => [
      line,
      language,
      section,
      text,
    ]),
    [
      [3, 'diff', undefined, '+backend.add(x);\n backend.start();'],
      [13, 'yaml', undefined, 'example: true'],
      [21, 'diff', 'new', '+new'],
      [27, 'diff', 'classic', '+classic\n\n+two'],
      [35, 'json', undefined, '{}'],
    ],
  );
});

test('leaves out examples and what is for other portals', () => {
  assert.deepEqual(
    snippetsFor(readSnippets('a.md', page), ['classic']).map(
      ({ line }) => line,
    ),
    [3, 27, 35],
  );
});
