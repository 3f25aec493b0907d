/** A value in one result and in another. @public */
export interface Change<T> {
  before: T;
  after: T;
  changed: boolean;
}

/* Sums in another order differ in their last bits, which is not a change. */
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
