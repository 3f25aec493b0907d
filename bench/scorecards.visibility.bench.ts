/*
 * Compares users who see the whole fleet with users who see a part of it. See
 * docs/reference/benchmarks.md.
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { hiddenShares } from './scorecards/fleet';
import { quantile } from './scorecards/measure';
import { databases, onDatabases } from './scorecards/onDatabases';
import {
  duration,
  number,
  p95,
  report,
  size,
  table,
  Target,
} from './scorecards/tables';
import type {
  Comparison,
  Round,
  VisibilityResult,
} from './scorecards/visibility.process';

/** In memory, SQLite holds no larger fleet. */
const mostOnSqlite = 10_000;

const several = { type: 'string', multiple: true } as const;

const { values } = parseArgs({
  options: {
    database: { ...several, default: [...databases] },
    services: { ...several, default: ['10000', '50000'] },
    /** Percent, of the shares that the fleet has. */
    hidden: { ...several, default: hiddenShares.map(String) },
    /** That the visitors share. */
    accounts: { ...several, default: ['20', '200'] },
    visitors: { type: 'string', default: '200' },
    /** That each kind of visitors is measured for. */
    seconds: { type: 'string', default: '30' },
    /** Writes CPU profiles into the folder of temporary files. */
    profile: { type: 'boolean', default: false },
  },
});

const execArgv = [
  // As in a container with 1.2 GB; without a limit, memory depends more on the machine than on the program.
  '--max-old-space-size=768',
  ...(values.profile ? ['--cpu-prof', `--cpu-prof-dir=${os.tmpdir()}`] : []),
];

/** What one kind of visitors waited for in all rounds, and what they cost. */
function sumUp(rounds: Round[]) {
  const most = (cost: (round: Round) => number) =>
    Math.max(...rounds.map(cost));
  const mean = (cost: (round: Round) => number) =>
    rounds.reduce((sum, round) => sum + cost(round), 0) / rounds.length;
  return {
    times: rounds.flatMap(({ times }) => Object.values(times).flat()),
    timesOf: (request: string) =>
      rounds.flatMap(({ times }) => times[request] ?? []),
    requestsPerSecond: mean(round => round.requestsPerSecond),
    cpu: mean(round => round.cpu),
    rss: most(({ memory }) => memory.rss),
    heap: most(({ memory }) => memory.heap),
    eventLoopDelay: most(round => round.eventLoopDelay),
    failures: rounds.flatMap(({ failures }) => failures),
  };
}

type Crowd = ReturnType<typeof sumUp>;

interface Measured {
  scenario: string;
  comparison: Comparison;
  all: Crowd;
  part: Crowd;
}

/** Accounts that see everything next to accounts that see a part. */
function crowdTable(measured: Measured[]): string {
  const rows = measured.flatMap(({ scenario, comparison, all, part }) => {
    const { unseen, index } = comparison;
    return [
      { title: `${scenario}: see everything`, ...all },
      {
        title: `do not see ${number(100 * unseen)} %, ${index.classes} classes read in ${duration(index.duration)}`,
        ...part,
      },
    ];
  });
  const timeOf = (share: number) => (of: Crowd) =>
    duration(quantile(of.times, share));
  return table(rows, [
    ['Accounts', of => of.title],
    ['Requests per second', of => number(of.requestsPerSecond)],
    ['p50', timeOf(0.5)],
    ['p95', timeOf(0.95)],
    ['p99', timeOf(0.99)],
    ['RSS', of => size(of.rss)],
    ['heap', of => size(of.heap)],
    ['CPU of the back end for a request', of => duration(of.cpu)],
    ['event-loop delay p99', of => duration(of.eventLoopDelay)],
    [
      'requests and failures',
      of =>
        [of.times.length, of.failures.length, ...new Set(of.failures)].join(
          ', ',
        ),
    ],
  ]);
}

/** p95 of each request, slowest ratio first. */
function requestTable({ scenario, comparison, all, part }: Measured): string {
  const requests = comparison.all.flatMap(({ times }) => Object.keys(times));
  const rows = [...new Set(requests)]
    .map(request => {
      const everything = p95(all.timesOf(request));
      const some = p95(part.timesOf(request));
      return { request, everything, some, ratio: some / everything };
    })
    .filter(({ ratio }) => ratio > 0)
    .sort((a, b) => b.ratio - a.ratio);
  return `### ${scenario}\n\n${table(rows, [
    ['Request', of => of.request],
    ['p95, see everything', of => duration(of.everything)],
    ['p95, see a part', of => duration(of.some)],
    ['ratio', of => `${number(of.ratio)}x`],
  ])}`;
}

function compareToTargets({ scenario, all, part }: Measured): Target[] {
  const worst = (cost: (crowd: Crowd) => number) =>
    Math.max(cost(all), cost(part));
  return [
    {
      title: 'throughput of people who see a part, to people who see all',
      bound: { atLeast: 0.9, unit: 'x' },
      reached: part.requestsPerSecond / all.requestsPerSecond,
    },
    {
      title: 'p95 of people who see a part, to people who see all',
      bound: { atMost: 2, unit: 'x' },
      reached: p95(part.times) / p95(all.times),
    },
    {
      title: 'peak of RSS',
      bound: { atMost: 1_200, unit: ' MB' },
      reached: worst(({ rss }) => rss) / 1e6,
    },
    {
      title: 'event-loop delay p99',
      bound: { atMost: 200, unit: ' ms' },
      reached: worst(({ eventLoopDelay }) => eventLoopDelay),
    },
    {
      title: 'requests without an answer',
      bound: { atMost: 0 },
      reached: worst(({ failures }) => failures.length),
    },
  ].map(target => ({ ...target, title: `${scenario}: ${target.title}` }));
}

onDatabases(async measure => {
  const measured: Measured[] = [];
  for (const database of databases) {
    for (const entities of values.services.map(Number)) {
      const isOffered = database !== 'SQLite' || entities <= mostOnSqlite;
      if (isOffered && values.database.includes(database)) {
        const options = {
          entities,
          visitors: Number(values.visitors),
          hidden: values.hidden.map(Number),
          accounts: values.accounts.map(Number),
          seconds: Number(values.seconds),
        };
        const { comparisons } = await measure<VisibilityResult>(
          database,
          'visibility',
          options,
          execArgv,
        );
        measured.push(
          ...comparisons.map(comparison => ({
            scenario: `${database}, ${entities.toLocaleString('en')} services, ${comparison.hidden} % hidden, ${comparison.accounts} accounts`,
            comparison,
            all: sumUp(comparison.all),
            part: sumUp(comparison.part),
          })),
        );
      }
    }
  }
  report(
    [
      `### ${values.visitors} people at the pages`,
      crowdTable(measured),
      ...measured.map(requestTable),
    ],
    measured.flatMap(compareToTargets),
  );
});
