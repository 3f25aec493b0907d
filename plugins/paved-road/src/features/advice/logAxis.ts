/** A logarithmic axis over whole decades. */
export interface LogAxis {
  domain: [number, number];
  ticks: number[];
}

/**
 * A logarithmic axis of whole decades, with as many ticks as fit. Needs at least one positive value. Ignores values
 * below the floor unless all are.
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
