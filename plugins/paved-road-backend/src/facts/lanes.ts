import pLimit from 'p-limit';
import { ConfiguredCollector } from './FactCollectors';

/** How many calls of collectors run at the same time in each back end, by what a call costs. */
const concurrency: Record<ConfiguredCollector['cost'], number> = {
  low: 32,
  medium: 8,
  high: 2,
};

/* Added to the calls of a batch, for reading entities and writing results. */
const CLAIM_RESERVE_MS = 60_000;
/* Of claims at a time, whose entities and values are in memory. */
const MOST_CLAIMS = 1_000;

/** Entities that are asked for one by one, at the same time, of a collector that answers for many of others at once. */
export const AT_ONCE = 5;

/** Collectors whose facts are claimed together. */
export interface Lane {
  collectors: ConfiguredCollector[];
  /** How many facts are claimed at a time. */
  limit: number;
  claimMs: number;
}

/**
 * Collectors of one cost are claimed together, so that slow ones do not hold up the others; one that answers for many
 * entities at once by itself, so that its batches are full.
 */
export function lanesOf(collectors: ConfiguredCollector[]): Lane[] {
  const byCost = Map.groupBy(collectors, ({ cost }) => cost);
  return [...byCost].flatMap(([cost, ofCost]) => {
    const single = ofCost.filter(({ batch }) => !batch);
    const inBatches = ofCost.filter(({ batch }) => batch);
    const longest = Math.max(...ofCost.map(({ timeoutMs }) => timeoutMs));
    // All lanes of a cost share its turns.
    const rounds = inBatches.reduce((sum, each) => sum + roundsOf(each), 2);
    const claimMs = rounds * longest + CLAIM_RESERVE_MS;
    const lanes = inBatches.map(collector => ({
      collectors: [collector],
      limit: sizeOf(collector) * fullBatches(collector),
      claimMs,
    }));
    return single.length > 0
      ? [
          { collectors: single, limit: 2 * concurrency[cost], claimMs },
          ...lanes,
        ]
      : lanes;
  });
}

function sizeOf({ batch }: ConfiguredCollector): number {
  return batch?.size ?? 1;
}

/** How many calls follow one another until a claim is asked for, at most. */
function roundsOf(collector: ConfiguredCollector): number {
  return collector.batchOf ? Math.ceil(sizeOf(collector) / AT_ONCE) : 1;
}

/** As many batches as run at the same time and have room. */
function fullBatches(collector: ConfiguredCollector): number {
  return Math.max(
    1,
    Math.min(
      concurrency[collector.cost],
      Math.floor(MOST_CLAIMS / sizeOf(collector)),
    ),
  );
}

/** Limits how many calls run at the same time. */
export class Turns {
  readonly #limits = {
    low: pLimit(concurrency.low),
    medium: pLimit(concurrency.medium),
    high: pLimit(concurrency.high),
  };

  /** Makes a call as soon as there is room, unless stopped before. */
  async take<T>(
    cost: ConfiguredCollector['cost'],
    signal: AbortSignal,
    call: () => Promise<T[]>,
  ): Promise<T[]> {
    const begun = new AbortController();
    const stopped = new Promise<T[]>(resolve => {
      signal.addEventListener('abort', () => resolve([]), {
        signal: begun.signal,
      });
    });
    const called = this.#limits[cost](() => {
      begun.abort();
      return signal.aborted ? [] : call();
    });
    return signal.aborted ? [] : await Promise.race([called, stopped]);
  }
}
