import { table } from '../scorecards/tables';

export type Cell = string | { text: string; url: string };

export interface Table {
  head: string[];
  rows: Cell[][];
}

/** A part of the page, the same on the console and in the docs. */
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

const plainCell = (cell: Cell) => (typeof cell === 'string' ? cell : cell.text);

function plainTable({ head, rows }: Table): string {
  const lines = [head, ...rows.map(row => row.map(plainCell))];
  const widths = head.map((_, column) =>
    Math.max(...lines.map(line => line[column].length)),
  );
  return lines
    .map(line =>
      line
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function toPlainText(sections: readonly Section[]): string {
  return sections
    .flatMap(({ title, blocks }) => [
      `${title}\n${'='.repeat(title.length)}`,
      ...blocks.map(block =>
        typeof block === 'string' ? block : plainTable(block),
      ),
    ])
    .join('\n\n');
}
