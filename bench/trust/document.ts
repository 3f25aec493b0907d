import { table } from '../scorecards/tables';

export type Cell = string | { text: string; url: string };

export interface Table {
  head: string[];
  rows: Cell[][];
}

/** A part of the page. */
export interface Section {
  title: string;
  /** Paragraphs and tables, in order. */
  blocks: (string | Table)[];
}

const markdownCell = (cell: Cell) =>
  (typeof cell === 'string' ? cell : `[${cell.text}](${cell.url})`).replaceAll(
    '|',
    '\\|',
  );

const markdownTable = ({ head, rows }: Table) =>
  table(
    rows,
    head.map((title, column) => [title, row => markdownCell(row[column])]),
  );

export function toMarkdown(sections: readonly Section[]): string {
  return sections
    .flatMap(({ title, blocks }) => [
      `## ${title}`,
      ...blocks.map(block =>
        typeof block === 'string' ? block : markdownTable(block),
      ),
    ])
    .join('\n\n');
}
