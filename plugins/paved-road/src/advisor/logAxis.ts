/** A logarithmic axis over whole decades. */
export interface LogAxis {
  domain: [number, number];
  ticks: number[];
}

/**
 * The whole decades around values of which one at least is positive, with a tick at each, or at fewer
 * where they would not fit. What is below the floor is left out, as long as something is above it.
 */
export function logAxis(
  values: number[],
  options: { maxTicks?: number; floor?: number } = {},
): LogAxis {
  const { maxTicks = 7, floor = 0 } = options;
  const largest = Math.max(...values);
  const smallest = Math.min(...values.filter(value => value > 0));
  const to = Math.ceil(Math.log10(largest));
  const lowest = largest > floor ? Math.max(smallest, floor) : smallest;
  const from = Math.min(Math.floor(Math.log10(lowest)), to - 1);
  const step = Math.ceil((to - from + 1) / maxTicks);
  const ticks = Array.from(
    { length: Math.floor((to - from) / step) + 1 },
    (_, index) => 10 ** (from + index * step),
  );
  return { domain: [10 ** from, 10 ** to], ticks };
}
