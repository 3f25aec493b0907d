/*
 * Compares users who see the whole fleet with users who see a part of it. See
 * docs/reference/benchmarks.md.
 */
import { databases, onDatabases } from './scorecards/onDatabases';
import * as tables from './scorecards/tables';
import type {
  VisibilityResult,
  VisibilityTask,
} from './scorecards/visibility.process';

/** Concurrent users, and the number of accounts that they share if each sees a part of the fleet. */
const crowd = {
  entities: 10_037,
  visitors: 200,
  accounts: [20, 200],
} satisfies Partial<VisibilityTask>;

onDatabases(async measure => {
  const measured: { database: string; result: VisibilityResult }[] = [];
  for (const database of databases) {
    measured.push({
      database,
      result: await measure<VisibilityResult>(database, 'visibility', crowd),
    });
  }
  const targets = tables.compareVisibility(measured);
  console.log(
    [
      '',
      `### ${crowd.visitors} people at the pages of ${crowd.entities.toLocaleString('en')} entities`,
      tables.visibilityTable(measured),
      '### Targets',
      tables.targetTable(targets),
    ].join('\n\n'),
  );
  if (!targets.every(tables.isMet)) {
    process.exitCode = 1;
  }
});
