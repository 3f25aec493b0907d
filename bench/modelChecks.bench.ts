/*
 * Compares 5,000 assessments of another model with the current one, on the profiles of published decisions, and times a
 * list meanwhile. See docs/reference/benchmarks.md.
 */
import { Knex } from 'knex';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import { defaultModel } from '../plugins/paved-road-common/src/advisor';
import {
  changeTo,
  createDraft,
} from '../plugins/paved-road-backend/src/__testUtils__/assessmentFixtures';
import { AssessmentSummaryStore } from '../plugins/paved-road-backend/src/assessments/AssessmentSummaryStore';
import { AssessmentStore } from '../plugins/paved-road-backend/src/assessments/AssessmentStore';
import { ModelCheckPass } from '../plugins/paved-road-backend/src/assessments/ModelCheckPass';
import { ModelCheckStore } from '../plugins/paved-road-backend/src/assessments/ModelCheckStore';
import {
  measureMilliseconds,
  measureTimeAndCpu,
  median,
  quantile,
} from './scorecards/measure';
import { onTables } from './scorecards/onDatabases';
import { advised } from './scorecards/records';

const assessments = 5_000;
const model = { ...defaultModel, version: `${defaultModel.version}+bench` };

async function fill(knex: Knex): Promise<void> {
  const store = new AssessmentStore(knex);
  for (let index = 0; index < assessments; index += 1) {
    await store.create(
      changeTo(
        createDraft({
          entityRef: `component:default/s${index}`,
          ...advised[index % advised.length],
        }),
        'created',
      ),
    );
  }
}

/** Times a list every 100 ms until the work ends. */
async function listDuring(knex: Knex, work: Promise<void>): Promise<number[]> {
  const summaries = new AssessmentSummaryStore(knex);
  const times: number[] = [];
  let hasEnded = false;
  const end = work.finally(() => {
    hasEnded = true;
  });
  while (!hasEnded) {
    times.push(
      await measureMilliseconds(() =>
        summaries.list(
          { stale: true },
          { entities: { all: true }, orphaned: { all: true } },
          { approvedBefore: '2026-01-01T00:00:00.000Z' },
          { limit: 25 },
        ),
      ),
    );
    await sleep(100);
  }
  await end;
  return times;
}

onTables(async (database, open) => {
  const knex = await open();
  try {
    await fill(knex);
    const before = await listDuring(knex, sleep(2_000));
    const pass = new ModelCheckPass({
      store: new ModelCheckStore(knex),
      model,
      due: { mark: async () => {} },
      logger: mockServices.rootLogger(),
    });
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    let during: number[] = [];
    const { time, cpu } = await measureTimeAndCpu(async () => {
      during = await listDuring(knex, pass.run(new AbortController().signal));
    });
    delay.disable();
    const idle = await measureMilliseconds(() =>
      pass.run(new AbortController().signal),
    );
    const [{ same }] = await knex('model_checks as c')
      .join('assessments as a', 'a.id', 'c.assessment_id')
      .where('c.model', model.version)
      .whereNull('a.changed_by')
      .count('* as same');
    const ms = (value: number) => `${value.toFixed(1)} ms`;
    console.log(
      [
        '',
        `### ${assessments.toLocaleString('en')} assessments of another model on ${database}`,
        `compared in ${(time / 1_000).toFixed(0)} s (${(cpu / 1_000).toFixed(0)} s of CPU), with a list every 100 ms; event loop blocked ${ms(delay.percentile(99) / 1e6)} p99, ${ms(delay.max / 1e6)} at most`,
        `a pass with nothing to do: ${ms(idle)}`,
        `list of stale assessments, median: ${ms(median(before))} before, ${ms(median(during))} during (p95 ${ms(quantile(during, 0.95))})`,
      ].join('\n'),
    );
    if (Number(same) !== assessments) {
      console.log(`Only ${same} get the same answer from the same tables`);
      process.exitCode = 1;
    }
  } finally {
    await knex.destroy();
  }
});
