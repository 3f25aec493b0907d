import { markdownLine, markdownParagraphs } from '../escapeMarkdown';

/**
 * A part of a document. Its text is plain, whoever wrote it: only `toMarkdown` makes markup, so that
 * nothing that a person or an organisation wrote can change the structure.
 */
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'paragraph'; text: string }
  /** Text of several paragraphs. */
  | { kind: 'prose'; text: string }
  | { kind: 'list'; lines: string[] };

export const heading = (level: 1 | 2 | 3, text: string): Block => ({
  kind: 'heading',
  level,
  text,
});

/** A paragraph of sentences; empty ones are left out. */
export const paragraph = (...sentences: string[]): Block => ({
  kind: 'paragraph',
  text: sentences.filter(sentence => sentence !== '').join(' '),
});

export const prose = (text: string): Block => ({ kind: 'prose', text });

export const list = (lines: string[]): Block => ({ kind: 'list', lines });

/** A list with a line above it that says what it lists; nothing where it is empty. */
export const titledList = (title: string, lines: string[]): Block[] =>
  lines.length > 0 ? [paragraph(title), list(lines)] : [];

export function toMarkdown(blocks: Block[]): string {
  return blocks.map(blockToMarkdown).join('\n\n');
}

function blockToMarkdown(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${markdownLine(block.text)}`;
    case 'paragraph':
      return markdownLine(block.text);
    case 'prose':
      return markdownParagraphs(block.text);
    default:
      return block.lines.map(line => `* ${markdownLine(line)}`).join('\n');
  }
}
