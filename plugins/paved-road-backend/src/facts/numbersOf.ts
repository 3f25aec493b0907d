/** A number in a value of a fact. */
export interface FactNumber {
  /** Path in the value, such as `alerts.high`; empty where the value is the number. */
  field: string;
  value: number;
}

const DEEPEST = 3;
const MOST_NUMBERS = 50;
/* A dot would make a path ambiguous; a database keeps no control characters and no halves of surrogate pairs. */
const KEY = /^[^.\p{C}]{1,60}$/u;

/**
 * The numbers of a value, for its history: those of objects up to the third level, not those of lists, and the first
 * 50 of them.
 */
export function numbersOf(value: unknown): FactNumber[] {
  const numbers: FactNumber[] = [];
  collect(value, [], numbers);
  return numbers;
}

function collect(value: unknown, path: string[], numbers: FactNumber[]): void {
  if (typeof value === 'number') {
    if (Number.isFinite(value) && numbers.length < MOST_NUMBERS) {
      numbers.push({ field: path.join('.'), value });
    }
    return;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return;
  }
  if (path.length === DEEPEST) {
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (KEY.test(key)) {
      collect(item, [...path, key], numbers);
    }
  }
}
