/*
 * Requests the lists and figures of the pages for an evaluated fleet over HTTP, and measures the memory of its evaluation.
 */
import { scorecardPages } from '../../plugins/paved-road-backend/src/__testUtils__/fleetPages';
import { Database } from './backendConfig';
import { places } from './fleet';
import { createGeneratedCatalog } from './generatedCatalog';
import { MemoryWatch, measureMilliseconds } from './measure';
import { MeasuredPage, measurePages } from './measurePages';
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
  pages: MeasuredPage[];
}

const { port, database, entities, repetitions } = task<FleetTask>();

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

  const pages = await measurePages(
    pavedRoad,
    scorecardPages(places(entities)),
    { repetitions },
  );
  return { evaluation, memory: peak, pages };
}

answer(main);
