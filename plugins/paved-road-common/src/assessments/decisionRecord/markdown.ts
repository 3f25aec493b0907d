import {
  markdownCell,
  markdownLine,
  markdownParagraphs,
} from '../escapeMarkdown';

declare const escaped: unique symbol;

/** Markdown of a part of the record. Only these functions create it and escape its text, so no text adds structure. */
export type Block = string & { [escaped]: true };

export const heading = (level: 1 | 2 | 3, text: string) =>
  `${'#'.repeat(level)} ${markdownLine(text)}` as Block;

/** Joins sentences, without empty ones. */
export const paragraph = (...sentences: string[]) =>
  markdownLine(
    sentences.filter(sentence => sentence !== '').join(' '),
  ) as Block;

export const prose = (text: string) => markdownParagraphs(text) as Block;

export const list = (lines: string[]) =>
  lines.map(line => `* ${markdownLine(line)}`).join('\n') as Block;

export const table = (header: string[], rows: string[][]) =>
  [
    header.map(markdownCell),
    header.map(() => '---'),
    ...rows.map(row => row.map(markdownCell)),
  ]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n') as Block;

export const toMarkdown = (blocks: Block[]): string =>
  blocks.filter(block => block.length > 0).join('\n\n');
