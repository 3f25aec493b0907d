/*
 * Requests the lists and figures of the pages for an evaluated fleet over HTTP, and measures the memory of its evaluation.
 */
import { Database } from './backendConfig';
import { createGeneratedCatalog } from './generatedCatalog';
import { MemoryWatch, Times, measureMilliseconds } from './measure';
import { startPavedRoad } from './pavedRoad';
import { answer, task } from './process';

export interface FleetTask {
  port: number;
  database: Database;
  entities: number;
  /** How often each page is asked for. */
  repetitions: number;
}

export interface FleetResult {
  /** Milliseconds to evaluate all entities. */
  evaluation: number;
  /** Peak memory of the process meanwhile, in bytes. */
  memory: { heap: number; rss: number };
  pages: { name: string; times: Times; bytes: number; queries: number }[];
}

const { port, database, entities, repetitions } = task<FleetTask>();

const sorts = ['name', 'level', 'since', 'score', 'owner'].flatMap(sort => [
  sort,
  `-${sort}`,
]);
const groupings = [
  'level',
  'owner',
  'team',
  'system',
  'pattern',
  'check',
  'track',
];

const pages: Record<string, string> = {
  ...Object.fromEntries([
    ...sorts.map(sort => [
      `list, sorted by ${sort}`,
      `/scorecards?sort=${sort}`,
    ]),
    ...['fail', 'pass'].map(state => [
      `list, check model-card in state ${state}`,
      `/scorecards?check=model-card&state=${state}&sort=score`,
    ]),
  ]),
  'list, owner': '/scorecards?owner=group:default/team-42',
  'list, system and level':
    '/scorecards?system=system:default/system-42&level=none',
  'list, pattern and level':
    '/scorecards?pattern=serverless&level=bronze&sort=-score',
  'list, search that finds one': `/scorecards?q=${`ai-service-${String(entities - 1).padStart(6, '0')}`}`,
  'list, search that finds many': '/scorecards?q=service&sort=-level',
  'list, search that finds nothing': '/scorecards?q=nowhere',
  'list, team with all below it':
    '/scorecards?team=group:default/team-7&below=silver',
  'list, one check away from a level': '/scorecards?lift=model-card',
  'list, lifecycle and stage': '/scorecards?lifecycle=production&stage=none',
  'list, stale decisions': '/scorecards?stale=true',
  ...Object.fromEntries(
    groupings.map(groupBy => [
      `summary by ${groupBy}`,
      `/scorecards/summary?groupBy=${groupBy}`,
    ]),
  ),
  'summary of the teams of a department':
    '/scorecards/summary?groupBy=team&parent=group:default/team-7',
  'patterns by stage': '/scorecards/pattern-mix',
  'trend of the fleet': '/scorecards/trend?days=90',
  'trend of a team with all below it':
    '/scorecards/trend?days=90&team=group:default/team-7',
  'results of a check': '/checks/model-card/results?state=fail',
};

async function main(): Promise<FleetResult> {
  const pavedRoad = await startPavedRoad({
    port,
    database,
    features: [createGeneratedCatalog(entities)],
  });
  globalThis.gc!();
  const memory = new MemoryWatch();
  const evaluation = await measureMilliseconds(() => pavedRoad.pass());
  const peak = memory.stop();

  let queries = 0;
  pavedRoad.knex.on('query', () => {
    queries += 1;
  });
  const results: FleetResult['pages'] = [];
  for (const [name, path] of Object.entries(pages)) {
    const times: Times = [];
    let bytes = 0;
    let queriesOfOne = 0;
    for (let run = 0; run < repetitions; run += 1) {
      queries = 0;
      const response = await pavedRoad.call(`/paved-road${path}`);
      times.push(response.milliseconds);
      bytes = response.bytes;
      queriesOfOne = queries;
    }
    results.push({ name, times, bytes, queries: queriesOfOne });
  }
  return { evaluation, memory: peak, pages: results };
}

answer(main);
