/* The tables of a large fleet in docs/reference/benchmarks.md, and their targets. */
import {
  daysBetween,
  daysOfHistory,
} from '../../plugins/paved-road-backend/src/__testUtils__/fillHistory';
import type { AgainResult, FilledResult, TableSize } from './large.process';
import { median, quantile } from './measure';
import { duration, number, size, table, Target, targetTable } from './tables';

export { isMet } from './tables';

const targets = {
  /** Milliseconds. */
  pageP95: 200,
  bytesOfEntity: 8_000,
  /** Of live objects, to before. */
  exportHeap: 1.5,
  /** Bytes; of a smaller one, compression keeps most until the end. */
  largeExport: 10_000_000,
  /** Part of the time of a large export until its first byte. */
  exportStart: 0.1,
};

const p95 = (times: number[]) => quantile(times, 0.95);

/** Tables of what people write; their size depends on the people and not on the fleet. */
const written = /^(assessment|measured_decisions|model_checks|waiver|campaign)/;

/** The size of all tables of a kind. */
const sumUp = (sizes: TableSize[], title: string) => ({
  table: title,
  bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0),
  history: sizes.reduce((sum, { history }) => sum + history, 0),
});

const ofFleet = ({ sizes }: FilledResult) =>
  sumUp(
    sizes.filter(({ table: name }) => !written.test(name)),
    'all but what people write',
  );

export function compareToTargets(
  entities: number,
  filled: FilledResult,
): Target[] {
  return [
    {
      title: 'Slowest p95 of the lists and figures',
      bound: { atMost: targets.pageP95 },
      unit: ' ms',
      reached: Math.max(...filled.pages.map(({ times }) => p95(times))),
    },
    {
      title: `Database for an entity with ${daysOfHistory} days of history, without what people write`,
      bound: { atMost: targets.bytesOfEntity / 1_000 },
      unit: ' kB',
      reached: ofFleet(filled).bytes / entities / 1_000,
    },
    ...filled.exports.map(({ title, heap }) => ({
      title: `Heap during the export of ${title}, to before`,
      bound: { atMost: targets.exportHeap },
      unit: 'x',
      reached: heap.most / heap.before,
    })),
    ...filled.exports
      .filter(({ bytes }) => bytes >= targets.largeExport)
      .map(({ title, first, last }) => ({
        title: `First byte of the export of ${title}, part of its time`,
        bound: { atMost: targets.exportStart },
        unit: '',
        reached: first / last,
      })),
  ];
}

export function report(
  entities: number,
  {
    filled,
    again,
    targets: compared,
  }: { filled: FilledResult; again: AgainResult; targets: Target[] },
): string {
  const { stages, pages, exports, sizes } = filled;
  const perEntity = (bytes: number) => `${number(bytes / entities)} B`;
  return [
    `## ${entities.toLocaleString('en')} entities on PostgreSQL ${filled.databaseVersion}`,
    table(
      ['Work', 'Time', 'CPU time', 'Peak of RSS', 'Peak of the heap'],
      [
        ...stages.map(({ title, time, cpu, memory }) => [
          title,
          duration(time),
          duration(cpu),
          size(memory.rss),
          size(memory.heap),
        ]),
        [
          'restart, until the first answer',
          duration(again.restart),
          '',
          '',
          '',
        ],
        ...again.migrations.map(({ name, milliseconds }) => [
          `upgrade by \`${name}\``,
          duration(milliseconds),
          '',
          '',
          '',
        ]),
      ],
    ),
    table(
      ['Request', 'p50', 'p95', 'Response', 'Queries'],
      pages.map(({ name, times, bytes, queries }) => [
        name,
        duration(median(times)),
        duration(p95(times)),
        size(bytes),
        String(queries),
      ]),
    ),
    table(
      ['Export', 'First byte', 'Last byte', 'Size', 'Heap before', 'Most'],
      exports.map(({ title, first, last, bytes, heap }) => [
        title,
        duration(first),
        duration(last),
        size(bytes),
        size(heap.before),
        size(heap.most),
      ]),
    ),
    `A check of a service changes every ${daysBetween.check} days, its level every ${daysBetween.level}, and one number of it each day.`,
    table(
      [
        'Table',
        'Size',
        'An entity',
        `Of it, ${daysOfHistory} days of history`,
        'A year more',
      ],
      [
        ...sizes.filter(({ bytes }) => bytes / entities >= 10),
        ofFleet(filled),
        sumUp(sizes, 'all'),
      ].map(({ table: name, bytes, history }) => [
        name,
        size(bytes),
        perEntity(bytes),
        perEntity(history),
        size((history / daysOfHistory) * 365),
      ]),
    ),
    targetTable(compared),
  ].join('\n\n');
}
