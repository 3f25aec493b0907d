import { markdownLine, markdownParagraphs } from '../escapeMarkdown';

/** A list item, with an optional link after the text. */
export type Line = string | { text: string; url?: string };

/** A part of a document in plain text. Only `toMarkdown` creates markup, so that no text can change the structure. */
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  /** Title of a part of the annex, because MADR has no headings for it. */
  | { kind: 'label'; text: string }
  | { kind: 'paragraph'; text: string }
  /** Several paragraphs. */
  | { kind: 'prose'; text: string }
  | { kind: 'list'; lines: Line[] };

export const heading = (level: 1 | 2 | 3, text: string): Block => ({
  kind: 'heading',
  level,
  text,
});

export const label = (text: string): Block => ({ kind: 'label', text });

/** Joins sentences, without empty ones. */
export const paragraph = (...sentences: string[]): Block => ({
  kind: 'paragraph',
  text: sentences.filter(sentence => sentence !== '').join(' '),
});

export const prose = (text: string): Block => ({ kind: 'prose', text });

export const list = (lines: Line[]): Block => ({ kind: 'list', lines });

/** A list below a label; nothing if it is empty. */
export const labelledList = (title: string, lines: Line[]): Block[] =>
  lines.length > 0 ? [label(title), list(lines)] : [];

export function toMarkdown(blocks: Block[]): string {
  return blocks
    .map(blockToMarkdown)
    .filter(text => text !== '')
    .join('\n\n');
}

function blockToMarkdown(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${markdownLine(block.text)}`;
    case 'label':
      return `**${markdownLine(block.text)}**`;
    case 'paragraph':
      return markdownLine(block.text);
    case 'prose':
      return markdownParagraphs(block.text);
    default:
      return block.lines.map(lineToMarkdown).join('\n');
  }
}

/** URLs without a character that could end the link early. */
const ADDRESS = /^https:\/\/[\w.~:/?#@!$&'()+,;=%-]+$/;

function lineToMarkdown(line: Line): string {
  const { text, url = '' } = typeof line === 'string' ? { text: line } : line;
  if (url === '') {
    return `* ${markdownLine(text)}`;
  }
  return ADDRESS.test(url)
    ? `* ${markdownLine(text)} <${url}>`
    : `* ${markdownLine(`${text} ${url}`)}`;
}
