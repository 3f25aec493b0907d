import { Range } from './range';

/**
 * A power of a positive number. `Math.pow` differs in the last bit between versions of Node.js and browsers;
 * `Math.exp` and `Math.log` do not in the supported ones, and results must be byte-identical.
 */
export function power(base: number, exponent: number): number {
  return Math.exp(exponent * Math.log(base));
}

const pointsPerDecade = 4;
const leastDecades = 4;

/**
 * What each option costs over the volume, from a decade below the marks to a decade above them, and over four decades
 * at least.
 *
 * @param marks - volumes to show, such as the expected one; undefined while unknown
 * @param estimate - the cost of an option at a volume; undefined without a price
 * @param largest - the last decade, as an exponent of ten
 */
export function costCurve<Id extends string>(
  options: readonly Id[],
  marks: readonly (number | undefined)[],
  estimate: (option: Id, volume: number) => Range | undefined,
  largest = Infinity,
): { volume: number; monthly: Partial<Record<Id, Range>> }[] {
  const decades = marks
    .filter(volume => volume !== undefined)
    .map(volume => Math.log10(Math.max(volume, 1)));
  let from = Math.max(0, Math.floor(Math.min(...decades)) - 1);
  let to = Math.min(largest, Math.ceil(Math.max(...decades)) + 1);
  while (to - from < leastDecades) {
    from = Math.max(0, from - 1);
    to = Math.min(largest, to + 1);
  }
  return Array.from(
    { length: (to - from) * pointsPerDecade + 1 },
    (_, step) => {
      const volume = power(10, from + step / pointsPerDecade);
      const monthly: Partial<Record<Id, Range>> = {};
      for (const option of options) {
        const range = estimate(option, volume);
        if (range) {
          monthly[option] = range;
        }
      }
      return { volume, monthly };
    },
  );
}

/** The volume above which something is dear, between one at which it is not and one at which it is; by bisection. */
export function findCrossing(
  below: number,
  above: number,
  isDear: (volume: number) => boolean,
): number {
  let [cheap, dear] = [below, above];
  while (dear / cheap > 1 + 1e-9) {
    const middle = Math.sqrt(cheap * dear);
    if (isDear(middle)) {
      dear = middle;
    } else {
      cheap = middle;
    }
  }
  return dear;
}
