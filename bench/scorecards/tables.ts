/* The tables of docs/reference/benchmarks.md, and their targets. */
import type { EngineResult } from './engine.process';
import type { FleetResult } from './fleet.process';
import { Cost, median, quantile, Times } from './measure';
import type { TechInsightsResult } from './techInsights.process';
import type { Comparison, Crowd } from './visibility.process';

/** What was measured on one kind of database. */
export interface Measured {
  database: string;
  techInsights: TechInsightsResult;
  engine: EngineResult;
  /** Of the large fleet. */
  fleet: FleetResult;
}

export interface Target {
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
  /** Accounts that see a part, relative to accounts that see everything. */
  partialThroughput: 0.9,
  partialP95: 2,
  residentMemory: 1_200_000_000,
  eventLoopDelay: 200,
};

const p95 = (times: Times) => quantile(times, 0.95);
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

const listTimes = (costs: Cost[]): Times => costs.map(({ time }) => time);

const listCpuTimes = (costs: Cost[]): Times => costs.map(({ cpu }) => cpu);

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

export function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** Both engines side by side. */
export function evaluationTable(measured: Measured[]): string {
  const row = (
    title: string,
    ours: (of: EngineResult) => Cost[],
    part: (costs: Cost[]) => Times = listTimes,
  ) => [
    `Paved Road: ${title}`,
    ...measured.flatMap(({ techInsights, engine }) => {
      const times = part(ours(engine));
      return [spread(times), less(part(techInsights.runs), times)];
    }),
  ];
  const peerRow = (
    title: string,
    cell: (result: TechInsightsResult) => string,
  ) => [
    `Tech Insights: ${title}`,
    ...measured.flatMap(({ techInsights }) => [cell(techInsights), '']),
  ];
  return table(
    ['', ...measured.flatMap(({ database }) => [database, 'times less'])],
    [
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
      'times less than the page of Tech Insights',
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
          `${number(median(listTimes(techInsights.runs)) / p95(times))}x`,
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

/** A comparison with what it was measured on. */
export interface Visibility extends Comparison {
  database: string;
  services: number;
}

const allTimes = ({ times }: Crowd): Times => Object.values(times).flat();

const count = (failures: Crowd['failures']): number =>
  Object.values(failures).reduce((total, some) => total + some, 0);

const describeScenario = ({
  database,
  services,
  hidden,
  accounts,
}: Visibility) =>
  `${database}, ${services.toLocaleString('en')} services, ${hidden} % hidden, ${accounts} accounts`;

/** Accounts that see everything next to accounts that see a part. */
export function visibilityTable(measured: Visibility[]): string {
  const row = (title: string, crowd: Crowd) => {
    const times = allTimes(crowd);
    return [
      title,
      number(crowd.requestsPerSecond),
      ...[0.5, 0.95, 0.99].map(share => duration(quantile(times, share))),
      size(crowd.memory.rss),
      size(crowd.memory.heap),
      duration(crowd.cpu),
      duration(crowd.eventLoopDelay),
      [
        times.length,
        ...Object.entries(crowd.failures).map(pair => pair.join(': ')),
      ].join(', '),
    ];
  };
  return table(
    [
      'Accounts',
      'Requests per second',
      'p50',
      'p95',
      'p99',
      'RSS',
      'heap',
      'CPU of the back end for a request',
      'event-loop delay p99',
      'requests and failures',
    ],
    measured.flatMap(of => [
      row(`${describeScenario(of)}: see everything`, of.all),
      row(
        `do not see ${number(100 * of.unseen)} %, ${of.index.classes} classes read in ${duration(of.index.duration)}`,
        of.part,
      ),
    ]),
  );
}

/** p95 of each request, slowest ratio first. */
export function requestTable({ all, part }: Visibility): string {
  const rows = Object.keys(all.times)
    .filter(request => part.times[request])
    .map(request => {
      const ofAll = p95(all.times[request]);
      const ofPart = p95(part.times[request]);
      return { request, ofAll, ofPart, ratio: ofPart / ofAll };
    })
    .sort((a, b) => b.ratio - a.ratio);
  return table(
    ['Request', 'p95, see everything', 'p95, see a part', 'ratio'],
    rows.map(({ request, ofAll, ofPart, ratio }) => [
      request,
      duration(ofAll),
      duration(ofPart),
      `${number(ratio)}x`,
    ]),
  );
}

/** The functions that took most of the CPU, if they were profiled. */
export function profileTables({ all, part }: Visibility): string[] {
  return [all, part].flatMap(({ hottest }) =>
    hottest
      ? [
          hottest.file,
          table(
            ['Function', 'CPU'],
            hottest.functions.map(({ name, share }) => [
              name,
              `${number(100 * share)} %`,
            ]),
          ),
        ]
      : [],
  );
}

export function describeRequests(of: Visibility): string {
  return [
    `### ${describeScenario(of)}`,
    requestTable(of),
    ...profileTables(of),
  ].join('\n\n');
}

/** Targets for accounts that see a part. */
export function compareVisibility(measured: Visibility[]): Target[] {
  return measured.flatMap(of => {
    const { all, part } = of;
    const worst = (cost: (crowd: Crowd) => number) =>
      Math.max(cost(all), cost(part));
    const target = (title: string, rest: Omit<Target, 'title'>) => ({
      title: `${describeScenario(of)}: ${title}`,
      ...rest,
    });
    return [
      target('throughput of people who see a part, to people who see all', {
        bound: { atLeast: targets.partialThroughput },
        unit: 'x',
        reached: part.requestsPerSecond / all.requestsPerSecond,
      }),
      target('p95 of people who see a part, to people who see all', {
        bound: { atMost: targets.partialP95 },
        unit: 'x',
        reached: p95(allTimes(part)) / p95(allTimes(all)),
      }),
      target('peak of RSS', {
        bound: { atMost: targets.residentMemory / 1e6 },
        unit: ' MB',
        reached: worst(({ memory }) => memory.rss) / 1e6,
      }),
      target('event-loop delay p99', {
        bound: { atMost: targets.eventLoopDelay },
        unit: ' ms',
        reached: worst(({ eventLoopDelay }) => eventLoopDelay),
      }),
      target('requests without an answer', {
        bound: { atMost: 0 },
        unit: '',
        reached: worst(({ failures }) => count(failures)),
      }),
    ];
  });
}

export function compareToTargets(
  measured: Measured[],
  small: FleetResult,
  large: FleetResult,
): Target[] {
  return [
    ...measured.flatMap(({ database, techInsights, engine, fleet }) => {
      const peer = median(listTimes(techInsights.runs));
      const slowest = Math.max(...fleet.pages.map(({ times }) => p95(times)));
      return [
        {
          title: `${database}: first evaluation, times as fast as Tech Insights`,
          bound: { atLeast: targets.first },
          unit: 'x',
          reached: peer / median(listTimes(engine.first)),
        },
        {
          title: `${database}: 1 % changed, times as fast as Tech Insights`,
          bound: { atLeast: targets.changed },
          unit: 'x',
          reached: peer / median(listTimes(engine.changed)),
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
