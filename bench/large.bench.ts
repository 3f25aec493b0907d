/*
 * Measures a large fleet on PostgreSQL. See docs/reference/benchmarks.md.
 */
import { parseArgs } from 'node:util';
import {
  daysBetween,
  daysOfHistory,
} from '../plugins/paved-road-backend/src/__testUtils__/fillHistory';
import type {
  Duration,
  FilledResult,
  TableSize,
} from './scorecards/large.process';
import { median } from './scorecards/measure';
import { onDatabases } from './scorecards/onDatabases';
import {
  duration,
  number,
  p95,
  report,
  size,
  table,
  Target,
} from './scorecards/tables';

const { values } = parseArgs({
  options: { entities: { type: 'string', default: '250000' } },
});
const entities = Number(values.entities);
const repetitions = 40;

/** As in docs/reference/sizing.md. */
const settings = [
  'shared_buffers=1GB',
  'work_mem=32MB',
  'random_page_cost=1.1',
  'maintenance_work_mem=256MB',
  'max_wal_size=4GB',
];

/** As in a container of 1 GiB with the heap of `deploy/`. */
const limitedMemory = ['--expose-gc', '--max-old-space-size=665'];

/** Bytes; of a smaller export, compression keeps most until the end. */
const largeExport = 10_000_000;

/** Tables of what people write; their size depends on the people and not on the fleet. */
const written = /^(assessment|measured_decisions|model_checks|waiver|campaign)/;

/** The size of all tables of a kind. */
const sumUp = (sizes: TableSize[], title: string): TableSize => ({
  table: title,
  bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0),
  history: sizes.reduce((sum, { history }) => sum + history, 0),
});

const ofFleet = ({ sizes }: FilledResult) =>
  sumUp(
    sizes.filter(({ table: name }) => !written.test(name)),
    'all but what people write',
  );

function compareToTargets(filled: FilledResult): Target[] {
  return [
    {
      title: 'Slowest p95 of the lists and figures',
      bound: { atMost: 200, unit: ' ms' },
      reached: Math.max(...filled.pages.map(({ times }) => p95(times))),
    },
    {
      title: 'Slowest p95, where a tenth is hidden',
      bound: { atMost: 200, unit: ' ms' },
      reached: Math.max(
        ...filled.pages.map(({ part }) => (part ? p95(part) : 0)),
      ),
    },
    {
      title: `Database for an entity with ${daysOfHistory} days of history, without what people write`,
      bound: { atMost: 8, unit: ' kB' },
      reached: ofFleet(filled).bytes / entities / 1_000,
    },
    ...filled.exports.map(({ title, heap }) => ({
      title: `Heap during the export of ${title}, to before`,
      bound: { atMost: 1.5, unit: 'x' },
      reached: heap.most / heap.before,
    })),
    ...filled.exports
      .filter(({ bytes }) => bytes >= largeExport)
      .map(({ title, first, last }) => ({
        title: `First byte of the export of ${title}, part of its time`,
        bound: { atMost: 0.1 },
        reached: first / last,
      })),
  ];
}

function describe(filled: FilledResult, again: Duration[]): string[] {
  const { stages, pages, exports, sizes } = filled;
  const perEntity = (bytes: number) => `${number(bytes / entities)} B`;
  return [
    `## ${entities.toLocaleString('en')} entities on PostgreSQL ${filled.databaseVersion}`,
    table(stages, [
      ['Work', ({ title }) => title],
      ['Time', ({ time }) => duration(time)],
      ['CPU time', ({ cpu }) => duration(cpu)],
      ['Peak of RSS', ({ memory }) => size(memory.rss)],
      ['Peak of the heap', ({ memory }) => size(memory.heap)],
    ]),
    table(again, [
      ['Work', ({ title }) => title],
      ['Time', ({ time }) => duration(time)],
    ]),
    table(pages, [
      ['Request', ({ name }) => name],
      ['p50', ({ times }) => duration(median(times))],
      ['p95', ({ times }) => duration(p95(times))],
      ['p95, a tenth hidden', ({ part }) => (part ? duration(p95(part)) : '')],
      ['Response', ({ bytes }) => size(bytes)],
      ['Queries', ({ queries }) => queries],
    ]),
    table(exports, [
      ['Export', ({ title }) => title],
      ['First byte', ({ first }) => duration(first)],
      ['Last byte', ({ last }) => duration(last)],
      ['Size', ({ bytes }) => size(bytes)],
      ['Heap before', ({ heap }) => size(heap.before)],
      ['Most', ({ heap }) => size(heap.most)],
    ]),
    `A check of a service changes every ${daysBetween.check} days, its level every ${daysBetween.level}, and one number of it each day.`,
    table(
      [
        ...sizes.filter(({ bytes }) => bytes / entities >= 10),
        ofFleet(filled),
        sumUp(sizes, 'all'),
      ],
      [
        ['Table', of => of.table],
        ['Size', ({ bytes }) => size(bytes)],
        ['An entity', ({ bytes }) => perEntity(bytes)],
        [
          `Of it, ${daysOfHistory} days of history`,
          ({ history }) => perEntity(history),
        ],
        ['A year more', ({ history }) => size((history / daysOfHistory) * 365)],
      ],
    ),
  ];
}

onDatabases(async measure => {
  const run = <T>(again: boolean) =>
    measure<T>(
      'PostgreSQL',
      'large',
      { entities, repetitions, again },
      limitedMemory,
    );
  const filled = await run<FilledResult>(false);
  const again = await run<Duration[]>(true);
  report(describe(filled, again), compareToTargets(filled));
}, settings);
