/** Any number does; another one gives other draws. */
const seed = 20_261_101;

/**
 * Numbers in -1..1 that look random and are the same in every run and runtime (mulberry32).
 *
 * @param count - how many
 * @param stream - numbers of different streams have nothing to do with each other
 */
export function drawsOf(count: number, stream: number): Float64Array {
  let state = (seed + Math.imul(stream + 1, 0x9e3779b9)) | 0;
  return Float64Array.from({ length: count }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 31 - 1;
  });
}
