/**
 * The position of a number between two others on a logarithmic scale, 0..1. Rules on numbers are ramps, because
 * no product changes from one request to the next.
 *
 * @param value - 0 or more
 * @param from - where the way begins, 0 or more
 * @param to - where it ends, more than `from`
 */
export function logRampBetween(
  value: number,
  from: number,
  to: number,
): number {
  if (value <= from) {
    return 0;
  }
  const width = to / from;
  // From 0, or nearly, the ramp is infinitely wide, and each number is near its end.
  return value >= to || !Number.isFinite(width)
    ? 1
    : Math.log(value / from) / Math.log(width);
}

/** The fourth root of ten, so that the whole ramp spans half a decade. */
const halfWidth = Math.sqrt(Math.sqrt(10));

/** A ramp over half a decade around a number. */
export function logRampAround(value: number, middle: number): number {
  return logRampBetween(value, middle / halfWidth, middle * halfWidth);
}
