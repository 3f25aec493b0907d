/*
 * Measures a large fleet on PostgreSQL. See docs/reference/benchmarks.md.
 */
import { parseArgs } from 'node:util';
import type { AgainResult, FilledResult } from './scorecards/large.process';
import { onDatabases } from './scorecards/onDatabases';
import * as tables from './scorecards/largeTables';

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

onDatabases(async measure => {
  const run = <T>(again: boolean) =>
    measure<T>(
      'PostgreSQL',
      'large',
      { entities, repetitions, again },
      limitedMemory,
    );
  const filled = await run<FilledResult>(false);
  const again = await run<AgainResult>(true);
  const targets = tables.compareToTargets(entities, filled);
  console.log(tables.report(entities, { filled, again, targets }));
  if (!targets.every(tables.isMet)) {
    process.exitCode = 1;
  }
}, settings);
