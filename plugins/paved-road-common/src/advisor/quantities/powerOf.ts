/**
 * A power of a number over 0. `Math.pow` is not the same to the last bit in every supported version of
 * Node.js and in every browser; `Math.exp` and `Math.log` are in those that are supported, and results have
 * to be the same bytes.
 */
export function powerOf(base: number, exponent: number): number {
  return Math.exp(exponent * Math.log(base));
}
