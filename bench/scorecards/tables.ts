/* Tables of docs/reference/benchmarks.md, their numbers, and targets. */
import { quantile, Times } from './measure';

export const p95 = (times: Times) => quantile(times, 0.95);

export const number = (value: number) =>
  value.toLocaleString('en', { maximumSignificantDigits: 3 });

export function duration(milliseconds: number): string {
  return milliseconds < 1_000
    ? `${number(milliseconds)} ms`
    : `${number(milliseconds / 1_000)} s`;
}

export function size(bytes: number): string {
  return bytes < 1_000_000
    ? `${number(bytes / 1_000)} kB`
    : `${number(bytes / 1_000_000)} MB`;
}

/** Head and cell of each. */
export type Columns<T> = [head: string, cell: (row: T) => string | number][];

export function table<T>(rows: T[], columns: Columns<T>): string {
  return [
    columns.map(([head]) => head),
    columns.map(() => '---'),
    ...rows.map(row => columns.map(([, cell]) => cell(row))),
  ]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');
}

export interface Target {
  title: string;
  bound: { atLeast?: number; atMost?: number; unit?: string };
  reached: number;
}

export function isMet({ bound, reached }: Target): boolean {
  const { atLeast = -Infinity, atMost = Infinity } = bound;
  return reached >= atLeast && reached <= atMost;
}

/** Prints a report with its targets; the process fails if one is missed. */
export function report(blocks: string[], targets: Target[]): void {
  const targetTable = table(targets, [
    ['Target', ({ title }) => title],
    [
      'Asked',
      ({ bound: { atLeast, atMost, unit = '' } }) =>
        atLeast === undefined
          ? `at most ${number(atMost!)}${unit}`
          : `at least ${number(atLeast)}${unit}`,
    ],
    [
      'Measured',
      ({ bound: { unit = '' }, reached }) => `${number(reached)}${unit}`,
    ],
    ['', target => (isMet(target) ? 'met' : '**missed**')],
  ]);
  console.log(['', ...blocks, '### Targets', targetTable].join('\n\n'));
  if (!targets.every(isMet)) {
    process.exitCode = 1;
  }
}
