/** What something was in one result and is in another. @public */
export interface Change<T> {
  before: T;
  after: T;
  changed: boolean;
}

/* Sums in another order differ in their last bits; that is no change. */
const RELATIVE_TOLERANCE = 1e-9;

export function changesOf<T>(before: T, after: T): Change<T> {
  return { before, after, changed: !isEqual(before, after) };
}

function isEqual(before: unknown, after: unknown): boolean {
  if (typeof before !== 'number' || typeof after !== 'number') {
    return before === after;
  }
  const size = Math.max(Math.abs(before), Math.abs(after));
  return Math.abs(before - after) <= size * RELATIVE_TOLERANCE;
}
