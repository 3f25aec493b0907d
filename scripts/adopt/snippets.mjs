import { parseBlocks } from '../docs/readBlocks.mjs';

const sections = {
  'New frontend system': 'new',
  'Classic frontend system': 'classic',
  'A portal that create-app makes today': 'create-app',
};

/**
 * The code blocks of a page that name a file of the portal: ```diff title="packages/app/src/App.tsx".
 *
 * @returns for each block: page, line, language, file, text, and the portals that its section is for, if not for all
 */
export function readSnippets(page, markdown) {
  return parseBlocks(page, markdown)
    .filter(({ title }) => title)
    .map(({ headings, line, language, title, text }) => ({
      page,
      line: line - 1,
      language,
      file: title,
      text: text.slice(0, -1),
      section: headings.map(heading => sections[heading]).find(Boolean),
    }));
}

/**
 * The snippets that a portal needs: changes of files and manifests. Leaves out the sections for other portals, whole files
 * and examples.
 */
export function snippetsFor(snippets, wanted) {
  return snippets.filter(
    snippet =>
      ['diff', 'json'].includes(snippet.language) &&
      (!snippet.section || wanted.includes(snippet.section)),
  );
}
