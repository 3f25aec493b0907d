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

/** The requests of the fleet page and its tabs. */
const pages: { name: string; path: string }[] = [
  ...sorts.map(sort => ({
    name: `list, sorted by ${sort}`,
    path: `/scorecards?sort=${sort}`,
  })),
  ...['fail', 'pass'].map(state => ({
    name: `list, check model-card in state ${state}`,
    path: `/scorecards?check=model-card&state=${state}&sort=score`,
  })),
  { name: 'list, owner', path: '/scorecards?owner=group:default/team-42' },
  {
    name: 'list, system and level',
    path: '/scorecards?system=system:default/system-42&level=none',
  },
  {
    name: 'list, pattern and level',
    path: '/scorecards?pattern=serverless&level=bronze&sort=-score',
  },
  {
    name: 'list, search that finds one',
    path: `/scorecards?q=${`ai-service-${String(entities - 1).padStart(6, '0')}`}`,
  },
  {
    name: 'list, search that finds many',
    path: '/scorecards?q=service&sort=-level',
  },
  { name: 'list, search that finds nothing', path: '/scorecards?q=nowhere' },
  {
    name: 'list, team with all below it',
    path: '/scorecards?team=group:default/team-7&below=silver',
  },
  {
    name: 'list, one check away from a level',
    path: '/scorecards?lift=model-card',
  },
  {
    name: 'list, lifecycle and stage',
    path: '/scorecards?lifecycle=production&stage=none',
  },
  { name: 'list, stale decisions', path: '/scorecards?stale=true' },
  ...groupings.map(groupBy => ({
    name: `summary by ${groupBy}`,
    path: `/scorecards/summary?groupBy=${groupBy}`,
  })),
  {
    name: 'summary of the teams of a department',
    path: '/scorecards/summary?groupBy=team&parent=group:default/team-7',
  },
  { name: 'patterns by stage', path: '/scorecards/pattern-mix' },
  { name: 'trend of the fleet', path: '/scorecards/trend?days=90' },
  {
    name: 'trend of a team with all below it',
    path: '/scorecards/trend?days=90&team=group:default/team-7',
  },
  {
    name: 'results of a check',
    path: '/checks/model-card/results?state=fail',
  },
];

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
  for (const { name, path } of pages) {
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
