/*
 * Compares users who see the whole fleet with users who see a part of it. See
 * docs/reference/benchmarks.md.
 */
import { parseArgs } from 'node:util';
import { hiddenShares } from './scorecards/fleet';
import { databases, onDatabases } from './scorecards/onDatabases';
import * as tables from './scorecards/tables';
import type {
  VisibilityResult,
  VisibilityTask,
} from './scorecards/visibility.process';

/** In memory, SQLite holds no larger fleet. */
const mostOnSqlite = 10_000;

/** As in a container with 1.2 GB; without a limit, memory depends more on the machine than on the program. */
const limitedMemory = ['--max-old-space-size=768'];

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

onDatabases(async measure => {
  const measured: tables.Visibility[] = [];
  for (const database of databases) {
    for (const services of values.services.map(Number)) {
      const isOffered = database !== 'SQLite' || services <= mostOnSqlite;
      if (isOffered && values.database.includes(database)) {
        const options = {
          entities: services,
          visitors: Number(values.visitors),
          hidden: values.hidden.map(Number),
          accounts: values.accounts.map(Number),
          seconds: Number(values.seconds),
          profile: values.profile,
        } satisfies Partial<VisibilityTask>;
        const { comparisons } = await measure<VisibilityResult>(
          database,
          'visibility',
          options,
          limitedMemory,
        );
        measured.push(
          ...comparisons.map(of => ({ database, services, ...of })),
        );
      }
    }
  }
  const targets = tables.compareVisibility(measured);
  console.log(
    [
      '',
      `### ${values.visitors} people at the pages`,
      tables.visibilityTable(measured),
      '### Targets',
      tables.targetTable(targets),
      ...measured.map(tables.describeRequests),
    ].join('\n\n'),
  );
  if (!targets.every(tables.isMet)) {
    process.exitCode = 1;
  }
});
