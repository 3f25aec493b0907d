/*
 * Proves that two back ends on one database lose and double nothing, whatever happens to them. Each seed gives a schedule
 * of faults and of people who work meanwhile.
 */
import { parseArgs } from 'node:util';
import { startPostgres } from '../../scripts/startPostgres.cjs';
import { Run } from './Run';
import { createSchedule } from './schedule';
import { Postgres, Stage } from './Stage';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});
const [runs, first] = [Number(values.runs), Number(values.seed)];

async function open(postgres: Postgres): Promise<Stage> {
  const stage = new Stage(postgres);
  await stage.open();
  return stage;
}

/** @returns the seeds of runs with violations */
async function prove(postgres: Postgres): Promise<number[]> {
  const failed: number[] = [];
  let stage = await open(postgres);
  for (let seed = first; seed < first + runs; seed += 1) {
    const begin = performance.now();
    const schedule = createSchedule(seed);
    const run = new Run(schedule, stage);
    const { violations, counts, recovery } = await run.perform();
    const seconds = (performance.now() - begin) / 1_000;
    const faults = schedule.faults.map(
      ({ kind, side, at }) => `${kind} ${'ab'[side]} ${at}`,
    );
    console.log(`Seed ${seed}, ${seconds.toFixed(1)} s: ${faults.join(', ')}
  ${counts.acknowledged} acknowledged, ${counts.refused} refused, ${counts.unknown} unanswered, recovered in ${recovery.toFixed(1)} s`);
    if (violations.length > 0) {
      failed.push(seed);
      console.log(`  VIOLATIONS:\n    ${violations.join('\n    ')}`);
      stage.replicas.forEach(({ output }) => console.log(output));
      await stage.close();
      stage = await open(postgres);
    }
  }
  await stage.close();
  return failed;
}

async function main(): Promise<void> {
  const postgres = await startPostgres();
  const failed = await prove(postgres);
  await postgres.stop();
  console.log(
    failed.length === 0
      ? `${runs} runs without violations`
      : `Violations in ${failed.length} of ${runs} runs; repeat one with --runs 1 --seed ${failed[0]}`,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
