import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Paths of all pages except changelogs. */
export async function documentedPages() {
  const found = await Array.fromAsync(
    glob(
      [
        '*.md',
        '.github/**/*.md',
        'docs/**/*.md',
        '{packages,plugins}/*/README.md',
        'templates/README.md',
      ],
      { cwd: root },
    ),
  );
  return found.sort();
}

/**
 * The fenced code blocks of all pages.
 *
 * @returns for each: page, headings above it, line of its first text, language, title, text
 */
export async function readBlocks() {
  const blocks = [];
  for (const page of await documentedPages()) {
    const markdown = await readFile(`${root}${page}`, 'utf8');
    blocks.push(...parseBlocks(page, markdown));
  }
  return blocks;
}

/** @throws Error if a block has no language or no end */
export function parseBlocks(page, markdown) {
  const blocks = [];
  const headings = [];
  let open;
  for (const [index, line] of markdown.split('\n').entries()) {
    const fence = /^( *)```(.*)$/.exec(line);
    if (open && fence && fence[1] === open.indent && fence[2] === '') {
      const { indent, lines, ...block } = open;
      blocks.push({
        ...block,
        text: `${lines.map(text => text.slice(indent.length)).join('\n')}\n`,
      });
      open = undefined;
    } else if (open) {
      open.lines.push(line);
    } else if (fence) {
      const [, language, title] =
        /^(\w+)(?: title="([^"]+)")?$/.exec(fence[2]) ?? [];
      if (!language) {
        throw new Error(
          `${page}:${index + 1}: a code block begins with "\`\`\`${fence[2]}"; use \`\`\`language or \`\`\`language title="file"`,
        );
      }
      open = {
        page,
        headings: [...headings],
        line: index + 2,
        language,
        title,
        indent: fence[1],
        lines: [],
      };
    } else {
      const [, level, heading] = /^(#+) (.*)$/.exec(line) ?? [];
      if (heading) {
        headings.splice(level.length - 1, Infinity, heading);
      }
    }
  }
  if (open) {
    throw new Error(`${page}:${open.line - 1}: this code block has no end`);
  }
  return blocks;
}

/** The place of a block, as editors and terminals link it. */
export function formatPlace({ page, line }, offset = 0) {
  return `${page}:${line + offset}`;
}
