/*
 * Requests the lists and figures of the pages for an evaluated fleet over HTTP, and measures the memory of its evaluation.
 */
import { scorecardPages } from '../../plugins/paved-road-backend/src/__testUtils__/fleetPages';
import { places } from './fleet';
import { createGeneratedCatalog } from './generatedCatalog';
import { Memory, measureCostAndMemory } from './measure';
import { MeasuredPage, measurePages } from './measurePages';
import { startPavedRoad } from './pavedRoad';
import { answer, task } from './process';

export interface FleetResult {
  /** Milliseconds to evaluate all entities. */
  evaluation: number;
  /** Meanwhile. */
  memory: Memory;
  pages: MeasuredPage[];
}

const { port, database, entities, repetitions } = task();

async function main(): Promise<FleetResult> {
  const pavedRoad = await startPavedRoad({
    port,
    database,
    features: [createGeneratedCatalog(entities)],
  });
  globalThis.gc!();
  const { time, memory } = await measureCostAndMemory(() => pavedRoad.pass());
  const pages = await measurePages(
    pavedRoad,
    Object.values<Record<string, string>>(
      scorecardPages(places(entities)),
    ).flatMap(Object.entries),
    repetitions,
  );
  return { evaluation: time, memory, pages };
}

answer(main);
