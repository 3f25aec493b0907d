/* Pushes one fact of each of 10,000 entities in one request and waits for the scorecards. See docs/reference/benchmarks.md. */
import { listCpuTimes, listTimes, median } from './scorecards/measure';
import { databases, onDatabases } from './scorecards/onDatabases';
import type { PushResult } from './scorecards/push.process';
import { report, table } from './scorecards/tables';

const entities = 10_000;

const seconds = (times: number[]) => (median(times) / 1_000).toFixed(1);
const listP95 = ({ followed }: PushResult) => followed.map(({ p95 }) => p95);

onDatabases(async measure => {
  const measured: (PushResult & { database: string })[] = [];
  for (const database of databases) {
    const options = { entities, repetitions: 3 };
    const result = await measure<PushResult>(database, 'push', options);
    measured.push({ database, ...result });
  }
  report(
    [
      `### ${entities.toLocaleString('en')} facts in one request, in seconds`,
      table(measured, [
        ['database', of => of.database],
        ['request', of => seconds(listTimes(of.pushes))],
        ['its CPU time', of => seconds(listCpuTimes(of.pushes))],
        ['the same again', of => seconds(listTimes(of.again))],
        ['95 % of the scorecards after the answer', of => seconds(listP95(of))],
        ['all', of => seconds(of.followed.map(({ all }) => all))],
        ['CPU time until then', of => seconds(of.followingCpu)],
      ]),
    ],
    measured.map(of => ({
      title: `${of.database}: the request, and 95 % of the scorecards after it`,
      bound: { atMost: 5, unit: ' s' },
      reached:
        Math.max(median(listTimes(of.pushes)), median(listP95(of))) / 1_000,
    })),
  );
});
