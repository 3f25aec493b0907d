/* Paved Road with the real catalog: from entities in the catalog to stored scorecards. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createCatalog } from './catalog';
import { Cost, measureTimeAndCpu } from './measure';
import { readDatabaseVersion, startPavedRoad } from './pavedRoad';
import { answer, task } from './process';

export interface EngineResult {
  databaseVersion: string;
  /** All entities, none of them evaluated before. */
  first: Cost[];
  /** 1 % of the entities changed, as announced by events. */
  changed: Cost[];
  /** A pass over the whole catalog. */
  passWithChanges: Cost[];
  passWithoutChanges: Cost[];
  /** How many entities passed each check. */
  passed: Record<string, number>;
}

const { port, database, entities, repetitions } = task();

/** The engine caches targets of relations for this long; a first evaluation must not profit from it. */
const forgetting = 31_000;

async function main(): Promise<EngineResult> {
  const catalog = createCatalog(entities);
  const pavedRoad = await startPavedRoad({
    port,
    database,
    features: catalog.features,
  });
  const { knex, call } = pavedRoad;
  await catalog.fill();

  async function readPassed(): Promise<Record<string, number>> {
    const { text } = await call('/paved-road/scorecards/summary?groupBy=check');
    const { groups }: { groups: { key: string; states: { pass: number } }[] } =
      JSON.parse(text);
    return Object.fromEntries(
      groups.map(({ key, states }) => [key, states.pass]),
    );
  }

  const sumRevisions = async (entityRefs: string[]) => {
    const [{ sum }] = await knex('scorecards')
      .whereIn('entity_ref', entityRefs)
      .sum({ sum: 'revision' });
    return Number(sum);
  };

  /** Each changed entity must be evaluated exactly once. */
  async function assertEvaluatedOnce(
    entityRefs: string[],
    evaluate: () => Promise<void>,
  ) {
    const before = await sumRevisions(entityRefs);
    await evaluate();
    if ((await sumRevisions(entityRefs)) !== before + entityRefs.length) {
      throw new Error('Not every entity that changed was evaluated once');
    }
  }

  const first: Cost[] = [];
  const changed: Cost[] = [];
  const passWithoutChanges: Cost[] = [];
  const passWithChanges: Cost[] = [];
  let passed: Record<string, number> = {};
  let evaluatedAt = -forgetting;
  for (let run = 0; run < repetitions; run += 1) {
    await sleep(Math.max(0, evaluatedAt + forgetting - performance.now()));
    await pavedRoad.clear();
    first.push(await measureTimeAndCpu(() => pavedRoad.pass()));
    evaluatedAt = performance.now();
    if (run === 0) {
      passed = await readPassed();
    }

    const announced = await catalog.change(2 * run + 1);
    await assertEvaluatedOnce(announced, async () => {
      changed.push(await pavedRoad.followEvents(announced));
    });
    passWithoutChanges.push(await measureTimeAndCpu(() => pavedRoad.pass()));
    const unannounced = await catalog.change(2 * run + 2);
    await assertEvaluatedOnce(unannounced, async () => {
      passWithChanges.push(await measureTimeAndCpu(() => pavedRoad.pass()));
    });
  }
  return {
    databaseVersion: await readDatabaseVersion(knex),
    first,
    changed,
    passWithChanges,
    passWithoutChanges,
    passed,
  };
}

answer(main);
