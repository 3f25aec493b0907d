/* Paved Road next to Tech Insights. */
import type { EngineResult } from './engine.process';
import { Cost, listCpuTimes, listTimes, median, Times } from './measure';
import { Columns, duration, number, size, table, Target } from './tables';
import type { TechInsightsResult } from './techInsights.process';

/** What was measured on one kind of database. */
export interface Measured {
  database: string;
  techInsights: TechInsightsResult;
  engine: EngineResult;
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

export function compareToTargets(measured: Measured[]): Target[] {
  return measured.flatMap(({ database, techInsights, engine }) => {
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
    ];
  });
}
