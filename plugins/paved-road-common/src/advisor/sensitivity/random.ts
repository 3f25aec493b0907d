/** Any number works; another one gives other draws. */
const seed = 20_261_101;

/**
 * Quantiles that look random and are the same in every run and runtime (mulberry32), one in each of as
 * many equal parts of 0..1 as there are draws, in an order of their own.
 *
 * @param count - how many
 * @param stream - quantiles of different streams have nothing to do with each other
 */
export function quantilesOf(count: number, stream: number): Float64Array {
  let state = (seed + Math.imul(stream + 1, 0x9e3779b9)) | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const quantiles = Float64Array.from(
    { length: count },
    (_, part) => (part + 0.5) / count,
  );
  for (let i = count - 1; i > 0; i--) {
    const other = Math.floor(next() * (i + 1));
    [quantiles[i], quantiles[other]] = [quantiles[other], quantiles[i]];
  }
  return quantiles;
}
