import { parseBlocks } from '../docs/readBlocks.mjs';

const systems = {
  'New frontend system': 'new',
  'Classic frontend system': 'classic',
};

/**
 * The code blocks of a page that name a file of the portal: ```diff title="packages/app/src/App.tsx".
 *
 * @returns for each block: page, line, language, file, text, and the frontend system of its section, if any
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
      system: headings.map(heading => systems[heading]).find(Boolean),
    }));
}

/**
 * The snippets that a portal needs: changes of files and manifests. Leaves out the other frontend system, whole files and
 * examples.
 */
export function snippetsFor(snippets, system) {
  return snippets.filter(
    snippet =>
      ['diff', 'json'].includes(snippet.language) &&
      (!snippet.system || snippet.system === system),
  );
}
