const systems = {
  'New frontend system': 'new',
  'Classic frontend system': 'classic',
};

/**
 * The code blocks of a page that name a file of the portal: ```diff title="packages/app/src/App.tsx".
 *
 * @param page - its path, for messages
 * @param markdown - its content
 * @returns for each block: page, line, language, file, text, and the frontend system of its section, if any
 */
export function readSnippets(page, markdown) {
  const snippets = [];
  const headings = [];
  let open;
  for (const [index, line] of markdown.split('\n').entries()) {
    const heading = /^(#+) (.*)$/.exec(line);
    if (open) {
      if (line === '```') {
        snippets.push({ ...open, text: open.lines.join('\n') });
        open = undefined;
      } else {
        open.lines.push(line);
      }
    } else if (heading) {
      headings.length = heading[1].length - 1;
      headings.push(heading[2]);
    } else if (line.startsWith('```')) {
      const [, language, file] =
        /^```(\w*)(?: title="([^"]+)")?/.exec(line) ?? [];
      open = {
        page,
        line: index + 1,
        language,
        file,
        system: headings.map(title => systems[title]).find(Boolean),
        lines: [],
      };
    }
  }
  return snippets
    .filter(({ file }) => file)
    .map(({ lines, ...snippet }) => snippet);
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
