/* Paved Road next to Tech Insights. */
import type { EngineResult } from './engine.process';
import type { FleetResult } from './fleet.process';
import { Cost, listCpuTimes, listTimes, median, Times } from './measure';
import { Columns, duration, number, p95, size, table, Target } from './tables';
import type { TechInsightsResult } from './techInsights.process';

/** What was measured on one kind of database. */
export interface Measured {
  database: string;
  techInsights: TechInsightsResult;
  engine: EngineResult;
  /** Of the large fleet. */
  fleet: FleetResult;
}

/** Median, least and most. */
function spread(times: Times): string {
  return `${duration(median(times))} (${duration(Math.min(...times))} to ${duration(Math.max(...times))})`;
}

/** Ratio of the medians, with worst and best case. */
function less(many: Times, few: Times): string {
  const least = Math.min(...many) / Math.max(...few);
  const most = Math.max(...many) / Math.min(...few);
  return `${number(median(many) / median(few))}x (${number(least)} to ${number(most)})`;
}

/** Both engines side by side. */
export function evaluationTable(measured: Measured[]): string {
  type Row = [title: string, cells: (of: Measured) => string[]];
  const row = (
    title: string,
    ours: (of: EngineResult) => Cost[],
    part = listTimes,
  ): Row => [
    `Paved Road: ${title}`,
    ({ techInsights, engine }) => {
      const times = part(ours(engine));
      return [spread(times), less(part(techInsights.runs), times)];
    },
  ];
  const peerRow = (
    title: string,
    cell: (result: TechInsightsResult) => string,
  ): Row => [
    `Tech Insights: ${title}`,
    ({ techInsights }) => [cell(techInsights), ''],
  ];
  const rows = [
    peerRow('all checks of all entities, as for its page', ({ runs }) =>
      spread(listTimes(runs)),
    ),
    row('first evaluation of all entities', of => of.first),
    row('1 % of the entities changed, as events say', of => of.changed),
    row(
      'scheduled pass, 1 % of the entities changed',
      of => of.passWithChanges,
    ),
    row('scheduled pass, nothing changed', of => of.passWithoutChanges),
    peerRow('CPU time of its back end for the page', ({ runs }) =>
      spread(listCpuTimes(runs)),
    ),
    row(
      'CPU time of its back end for the first evaluation',
      of => of.first,
      listCpuTimes,
    ),
    peerRow('size of the response', ({ bytes }) => size(bytes)),
    peerRow('collecting the facts before, not compared', ({ facts }) =>
      duration(facts),
    ),
  ];
  return table(rows, [
    ['', ([title]) => title],
    ...measured.flatMap((of): Columns<Row> => [
      [of.database, ([, cells]) => cells(of)[0]],
      ['times less', ([, cells]) => cells(of)[1]],
    ]),
  ]);
}

/** Lists and figures of the large fleet. */
export function pageTable(measured: Measured[]): string {
  const pages = measured[0].fleet.pages.map((page, index) => ({
    ...page,
    on: measured.map(({ fleet }) => fleet.pages[index].times),
  }));
  return table(pages, [
    ['Request', ({ name }) => name],
    ...measured.flatMap(
      ({ database, techInsights }, index): Columns<(typeof pages)[0]> => {
        const peer = median(listTimes(techInsights.runs));
        return [
          [`${database}: p50`, ({ on }) => duration(median(on[index]))],
          ['p95', ({ on }) => duration(p95(on[index]))],
          [
            'times less than the page of Tech Insights',
            ({ on }) => `${number(peer / p95(on[index]))}x`,
          ],
        ];
      },
    ),
    ['Response', ({ bytes }) => size(bytes)],
    ['Queries', ({ queries }) => queries],
  ]);
}

/** Memory of evaluating a small and a large fleet. */
export function memoryTable(
  fleets: { entities: number; result: FleetResult }[],
): string {
  return table(fleets, [
    ['Entities', ({ entities }) => entities.toLocaleString('en')],
    ['Time', ({ result }) => duration(result.evaluation)],
    [
      'Entities per second',
      ({ entities, result }) => number((1_000 * entities) / result.evaluation),
    ],
    ['Peak of RSS', ({ result }) => size(result.memory.rss)],
    ['Peak of the heap', ({ result }) => size(result.memory.heap)],
  ]);
}

export function compareToTargets(
  measured: Measured[],
  small: FleetResult,
  large: FleetResult,
): Target[] {
  return [
    ...measured.flatMap(({ database, techInsights, engine, fleet }) => {
      const peer = median(listTimes(techInsights.runs));
      return [
        {
          title: `${database}: first evaluation, times as fast as Tech Insights`,
          bound: { atLeast: 10, unit: 'x' },
          reached: peer / median(listTimes(engine.first)),
        },
        {
          title: `${database}: 1 % changed, times as fast as Tech Insights`,
          bound: { atLeast: 100, unit: 'x' },
          reached: peer / median(listTimes(engine.changed)),
        },
        {
          title: `${database}: slowest p95 of the lists and figures, times as fast as the page of Tech Insights`,
          bound: { atLeast: 100, unit: 'x' },
          reached:
            peer / Math.max(...fleet.pages.map(({ times }) => p95(times))),
        },
        {
          title: `${database}: largest response`,
          bound: { atMost: 100, unit: ' kB' },
          reached: Math.max(...fleet.pages.map(({ bytes }) => bytes)) / 1_000,
        },
      ];
    }),
    {
      title:
        'Queries of a request, more for the large fleet than for the small one',
      bound: { atMost: 0 },
      reached: Math.max(
        ...large.pages.map(
          ({ queries }, index) => queries - small.pages[index].queries,
        ),
      ),
    },
    {
      title: 'Peak of RSS, large fleet to small one',
      bound: { atMost: 1.5, unit: 'x' },
      reached: large.memory.rss / small.memory.rss,
    },
  ];
}
