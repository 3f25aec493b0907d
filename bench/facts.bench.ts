/* Pushes one fact of each of 10,000 entities in one request and waits for the scorecards. See docs/reference/benchmarks.md. */
import { median } from './scorecards/measure';
import { databases, onDatabases } from './scorecards/onDatabases';
import type { PushResult } from './scorecards/push.process';

const entities = 10_000;
const repetitions = 3;
/** Seconds. */
const target = 5;

const seconds = (milliseconds: number[]) =>
  (median(milliseconds) / 1_000).toFixed(1);

async function main() {
  await onDatabases(async measure => {
    const rows: string[] = [];
    let isMet = true;
    for (const database of databases) {
      const { pushes, again, followed, followingCpu } =
        await measure<PushResult>(database, 'push', { entities, repetitions });
      const request = pushes.map(({ time }) => time);
      const p95 = followed.map(({ p95: time }) => time);
      isMet &&= Math.max(median(request), median(p95)) < target * 1_000;
      rows.push(
        `| ${[
          database,
          seconds(request),
          seconds(pushes.map(({ cpu }) => cpu)),
          seconds(again.map(({ time }) => time)),
          seconds(p95),
          seconds(followed.map(({ all }) => all)),
          seconds(followingCpu),
        ].join(' | ')} |`,
      );
    }
    console.log(
      [
        '',
        `### ${entities.toLocaleString('en')} facts in one request, in seconds`,
        [
          '| database | request | its CPU time | the same again | 95 % of the scorecards after the answer | all | CPU time until then |',
          '| --- | --- | --- | --- | --- | --- | --- |',
          ...rows,
        ].join('\n'),
        `Target: the request, and 95 % of the scorecards after it, in less than ${target} s each: ${isMet ? 'met' : 'missed'}`,
      ].join('\n\n'),
    );
    if (!isMet) {
      process.exitCode = 1;
    }
  });
}

main();
