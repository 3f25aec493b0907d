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
  /** `most` instead of `least` if less is better. */
  bound: { least?: number; most?: number; unit: string };
  reached: number;
}

export const atLeast = (least: number, unit: string) => ({ least, unit });

export const atMost = (most: number, unit: string) => ({ most, unit });

const isMet = ({ bound, reached }: Target) =>
  reached >= (bound.least ?? -Infinity) && reached <= (bound.most ?? Infinity);

/** Prints a report with its targets; the process fails if one is missed. */
export function report(blocks: string[], targets: Target[]): void {
  const targetTable = table(targets, [
    ['Target', ({ title }) => title],
    [
      'Asked',
      ({ bound: { least, most, unit } }) =>
        least === undefined
          ? `at most ${number(most!)}${unit}`
          : `at least ${number(least)}${unit}`,
    ],
    ['Measured', ({ bound, reached }) => `${number(reached)}${bound.unit}`],
    ['', target => (isMet(target) ? 'met' : '**missed**')],
  ]);
  console.log(['', ...blocks, '### Targets', targetTable].join('\n\n'));
  if (!targets.every(isMet)) {
    process.exitCode = 1;
  }
}
