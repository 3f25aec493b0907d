/** Times in milliseconds of one thing that was done several times. */
export type Times = number[];

/** Linear between the two nearest ranks. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}

export const median = (values: number[]) => quantile(values, 0.5);

/** Milliseconds: elapsed, and CPU time of all cores of this process. */
export interface Cost {
  time: number;
  cpu: number;
}

export const listTimes = (costs: Cost[]): Times =>
  costs.map(({ time }) => time);

export const listCpuTimes = (costs: Cost[]): Times =>
  costs.map(({ cpu }) => cpu);

export async function measureTimeAndCpu(
  action: () => Promise<unknown>,
): Promise<Cost> {
  const before = process.cpuUsage();
  const time = await measureMilliseconds(action);
  const { user, system } = process.cpuUsage(before);
  return { time, cpu: (user + system) / 1_000 };
}

export function sum(a: Cost, b: Cost): Cost {
  return { time: a.time + b.time, cpu: a.cpu + b.cpu };
}

/** Milliseconds that it takes. */
export async function measureMilliseconds(
  action: () => Promise<unknown>,
): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

export async function until(
  condition: () => Promise<boolean>,
  everyMs: number,
): Promise<void> {
  while (!(await condition())) {
    await new Promise(resolve => setTimeout(resolve, everyMs));
  }
}

/** Peaks of this process, in bytes. */
export interface Memory {
  heap: number;
  rss: number;
}

export async function measureCostAndMemory(
  action: () => Promise<unknown>,
): Promise<Cost & { memory: Memory }> {
  const memory = { heap: 0, rss: 0 };
  const look = () => {
    const { heapUsed, rss } = process.memoryUsage();
    memory.heap = Math.max(memory.heap, heapUsed);
    memory.rss = Math.max(memory.rss, rss);
  };
  const timer = setInterval(look, 20);
  const cost = await measureTimeAndCpu(action);
  look();
  clearInterval(timer);
  return { ...cost, memory };
}
