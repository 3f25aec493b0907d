import { markdownLine, markdownParagraphs } from '../escapeMarkdown';

/** An item of a list; with an address, a link to it follows the text. */
export type Line = string | { text: string; url?: string };

/**
 * A part of a document. Its text is plain, whoever wrote it: only `toMarkdown` makes markup, so that
 * nothing that a person or an organisation wrote can change the structure.
 */
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  /** Names a part of the annex, where headings of its own would not be those of the format. */
  | { kind: 'label'; text: string }
  | { kind: 'paragraph'; text: string }
  /** Text of several paragraphs. */
  | { kind: 'prose'; text: string }
  | { kind: 'list'; lines: Line[] };

export const heading = (level: 1 | 2 | 3, text: string): Block => ({
  kind: 'heading',
  level,
  text,
});

export const label = (text: string): Block => ({ kind: 'label', text });

/** A paragraph of sentences; empty ones are left out. */
export const paragraph = (...sentences: string[]): Block => ({
  kind: 'paragraph',
  text: sentences.filter(sentence => sentence !== '').join(' '),
});

export const prose = (text: string): Block => ({ kind: 'prose', text });

export const list = (lines: Line[]): Block => ({ kind: 'list', lines });

/** A list with a label above it that says what it lists; nothing where it is empty. */
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

/** Addresses that end nowhere but at the closing bracket of the link. */
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
