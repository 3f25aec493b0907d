/* Facts of a whole fleet in one request, with the real catalog, and the scorecards that follow. */
import { createCatalog } from './catalog';
import { service } from './fleet';
import { Cost, measureTimeAndCpu, until } from './measure';
import { startPavedRoad } from './pavedRoad';
import { answer, task } from './process';

export interface PushResult {
  /** One fact of each entity, all of them new or changed. */
  pushes: Cost[];
  /** The same again. */
  again: Cost[];
  /** Milliseconds after the answer until 95 % of the scorecards followed, and all. */
  followed: { p95: number; all: number }[];
  /** Of the evaluation after the answer, in milliseconds of all cores of the process. */
  followingCpu: number[];
}

const { port, database, entities, repetitions } = task();

const covered = {
  id: 'covered',
  title: 'Covered by tests',
  description: 'At least 80 % of the code is run by tests.',
  level: 'gold',
  track: 'delivery',
  expression: 'facts.coverage >= 80.0',
  remediation: { text: 'Write tests.' },
};

async function main(): Promise<PushResult> {
  const catalog = createCatalog(entities);
  const { knex, call, pass } = await startPavedRoad({
    port,
    database,
    features: catalog.features,
    checks: [covered],
  });
  const services = Array.from({ length: entities }, (_, i) => service(i));
  await catalog.fill();
  await pass();

  const revisions = async () => {
    const [{ total }] = await knex('scorecards').sum({ total: 'revision' });
    return Number(total);
  };
  const push = async (items: object[], end: 'stored' | 'unchanged') => {
    const { text } = await call('/paved-road/facts', { items });
    const { counts } = JSON.parse(text);
    if (counts[end] !== entities) {
      throw new Error(`${end} are ${counts[end]} of ${entities} facts`);
    }
  };

  const result: PushResult = {
    pushes: [],
    again: [],
    followed: [],
    followingCpu: [],
  };
  for (let run = 0; run < repetitions; run += 1) {
    const before = await revisions();
    const observedAt = new Date().toISOString();
    const items = services.map(({ metadata }, index) => ({
      entityRef: `component:default/${metadata.name}`,
      fact: 'coverage',
      // Each check changes its state with each run.
      value: (run % 2 ? 60 : 85) + (index % 10),
      observedAt,
      source: 'https://ci.example/runs/1',
    }));
    result.pushes.push(await measureTimeAndCpu(() => push(items, 'stored')));
    let p95 = 0;
    const following = await measureTimeAndCpu(async () => {
      const start = performance.now();
      await until(async () => {
        const done = (await revisions()) - before;
        if (p95 === 0 && done >= entities * 0.95) {
          p95 = performance.now() - start;
        }
        return done >= entities;
      }, 250);
    });
    result.followed.push({ p95, all: following.time });
    result.followingCpu.push(following.cpu);
    result.again.push(await measureTimeAndCpu(() => push(items, 'unchanged')));
  }
  return result;
}

answer(main);
