/* The tables of docs/reference/benchmarks.md, and whether what they show is enough. */
import type { EngineResult } from './engine.process';
import type { FleetResult } from './fleet.process';
import { median, quantile, Times } from './measure';
import type { TechInsightsResult } from './techInsights.process';

/** What was measured on one kind of database. */
export interface Measured {
  database: string;
  techInsights: TechInsightsResult;
  engine: EngineResult;
  /** Of the large fleet. */
  fleet: FleetResult;
}

interface Target {
  title: string;
  /** At least or at most this. */
  bound: { atLeast: number } | { atMost: number };
  unit: string;
  reached: number;
}

const targets = {
  first: 10,
  changed: 100,
  page: 100,
  responseBytes: 100_000,
  memory: 1.5,
};

const p95 = (times: Times) => quantile(times, 0.95);
const number = (value: number) =>
  value.toLocaleString('en', { maximumSignificantDigits: 3 });

function duration(milliseconds: number): string {
  return milliseconds < 1_000
    ? `${number(milliseconds)} ms`
    : `${number(milliseconds / 1_000)} s`;
}

function size(bytes: number): string {
  return bytes < 1_000_000
    ? `${number(bytes / 1_000)} kB`
    : `${number(bytes / 1_000_000)} MB`;
}

/** Median and, where it was measured more than once, from the least to the most. */
function spread(times: Times): string {
  return `${duration(median(times))} (${duration(Math.min(...times))} to ${duration(Math.max(...times))})`;
}

/** How many times faster, by the medians and at worst and best. */
function faster(slow: Times, fast: Times): string {
  const least = Math.min(...slow) / Math.max(...fast);
  const most = Math.max(...slow) / Math.min(...fast);
  return `${number(median(slow) / median(fast))}x (${number(least)} to ${number(most)})`;
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** Both engines side by side; a column for each database. */
export function evaluationTable(measured: Measured[]): string {
  const row = (title: string, cell: (of: Measured) => string) => [
    title,
    ...measured.map(cell),
  ];
  const against =
    (times: (of: EngineResult) => Times) =>
    ({ techInsights, engine }: Measured) =>
      faster(techInsights.runs, times(engine));
  return table(
    ['', ...measured.map(({ database }) => database)],
    [
      row('Tech Insights: all checks of all entities, as for its page', of =>
        spread(of.techInsights.runs),
      ),
      row('Tech Insights: size of the response', of =>
        size(of.techInsights.bytes),
      ),
      row('Tech Insights: reading the facts before (not compared)', of =>
        duration(of.techInsights.facts),
      ),
      row('Paved Road: first evaluation of all entities', of =>
        spread(of.engine.first),
      ),
      row(
        'faster than Tech Insights',
        against(of => of.first),
      ),
      row('Paved Road: 1 % of the entities changed, as events say', of =>
        spread(of.engine.changed),
      ),
      row(
        'faster than Tech Insights',
        against(of => of.changed),
      ),
      row('Paved Road: scheduled pass, 1 % of the entities changed', of =>
        spread(of.engine.passWithChanges),
      ),
      row(
        'faster than Tech Insights',
        against(of => of.passWithChanges),
      ),
      row('Paved Road: scheduled pass, nothing changed', of =>
        spread(of.engine.passWithoutChanges),
      ),
      row(
        'faster than Tech Insights',
        against(of => of.passWithoutChanges),
      ),
    ],
  );
}

/** Lists and figures of the large fleet. */
export function pageTable(measured: Measured[]): string {
  const head = [
    'Request',
    ...measured.flatMap(({ database }) => [
      `${database}: p50`,
      'p95',
      'faster than the page of Tech Insights (p95)',
    ]),
    'Response',
    'Queries',
  ];
  const rows = measured[0].fleet.pages.map(
    ({ name, bytes, queries }, index) => [
      name,
      ...measured.flatMap(({ fleet, techInsights }) => {
        const { times } = fleet.pages[index];
        return [
          duration(median(times)),
          duration(p95(times)),
          `${number(median(techInsights.runs) / p95(times))}x`,
        ];
      }),
      size(bytes),
      String(queries),
    ],
  );
  return table(head, rows);
}

/** Memory of evaluating a small and a large fleet. */
export function memoryTable(
  fleets: { entities: number; result: FleetResult }[],
): string {
  return table(
    [
      'Entities',
      'Time',
      'Entities per second',
      'Peak of RSS',
      'Peak of the heap',
    ],
    fleets.map(({ entities, result: { evaluation, memory } }) => [
      entities.toLocaleString('en'),
      duration(evaluation),
      number((1_000 * entities) / evaluation),
      size(memory.rss),
      size(memory.heap),
    ]),
  );
}

/** What is asked of the engine, against what was measured. */
export function compareToTargets(
  measured: Measured[],
  small: FleetResult,
  large: FleetResult,
): Target[] {
  return [
    ...measured.flatMap(({ database, techInsights, engine, fleet }) => {
      const peer = median(techInsights.runs);
      const slowest = Math.max(...fleet.pages.map(({ times }) => p95(times)));
      return [
        {
          title: `${database}: first evaluation, times as fast as Tech Insights`,
          bound: { atLeast: targets.first },
          unit: 'x',
          reached: peer / median(engine.first),
        },
        {
          title: `${database}: 1 % changed, times as fast as Tech Insights`,
          bound: { atLeast: targets.changed },
          unit: 'x',
          reached: peer / median(engine.changed),
        },
        {
          title: `${database}: slowest p95 of the lists and figures, times as fast as the page of Tech Insights`,
          bound: { atLeast: targets.page },
          unit: 'x',
          reached: peer / slowest,
        },
        {
          title: `${database}: largest response`,
          bound: { atMost: targets.responseBytes / 1_000 },
          unit: ' kB',
          reached: Math.max(...fleet.pages.map(({ bytes }) => bytes)) / 1_000,
        },
      ];
    }),
    {
      title:
        'Queries of a request, more for the large fleet than for the small one',
      bound: { atMost: 0 },
      unit: '',
      reached: Math.max(
        ...large.pages.map(
          ({ queries }, index) => queries - small.pages[index].queries,
        ),
      ),
    },
    {
      title: 'Peak of RSS, large fleet to small one',
      bound: { atMost: targets.memory },
      unit: 'x',
      reached: large.memory.rss / small.memory.rss,
    },
  ];
}

export function isMet({ bound, reached }: Target): boolean {
  return 'atLeast' in bound
    ? reached >= bound.atLeast
    : reached <= bound.atMost;
}

export function targetTable(all: Target[]): string {
  return table(
    ['Target', 'Asked', 'Measured', ''],
    all.map(target => {
      const { title, bound, unit, reached } = target;
      return [
        title,
        'atLeast' in bound
          ? `at least ${number(bound.atLeast)}${unit}`
          : `at most ${number(bound.atMost)}${unit}`,
        `${number(reached)}${unit}`,
        isMet(target) ? 'met' : '**missed**',
      ];
    }),
  );
}
