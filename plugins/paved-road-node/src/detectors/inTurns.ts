import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds that a detector may block the event loop. A file is never divided. */
const longestTurn = 20;

let turnBegan = performance.now();

/** Lets others run if this turn has lasted long enough. */
export async function giveWay(): Promise<void> {
  if (performance.now() - turnBegan > longestTurn) {
    await nextTurn();
    turnBegan = performance.now();
  }
}

/** Maps items one by one, as `flatMap` does, and gives way between them. */
export async function flatMapInTurns<T, R>(
  items: readonly T[],
  map: (item: T) => R[],
): Promise<R[]> {
  const mapped: R[] = [];
  for (const item of items) {
    await giveWay();
    mapped.push(...map(item));
  }
  return mapped;
}
