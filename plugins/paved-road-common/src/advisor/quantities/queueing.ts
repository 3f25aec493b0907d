/*
 * Queueing formulas for a pool of identical servers with Poisson arrivals and exponential service.
 * A. K. Erlang; the sums are written so that they neither overflow nor take more than O(sqrt(load))
 * terms near the load, where sizing happens.
 */

/** Above this load, economies of scale are exhausted and the sums would only take time. */
const largeLoad = 1e5;

/** The normal distribution over its density, by a logistic approximation of the distribution. */
function millsRatio(x: number): number {
  const distribution = 1 / (1 + Math.exp(-1.702 * x));
  return distribution / (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI));
}

/**
 * Erlang B: the share of arrivals that find all servers busy.
 *
 * @param servers - whole number, at least 0
 * @param load - offered load in Erlang: arrivals per second times service time
 */
export function erlangB(servers: number, load: number): number {
  if (load <= 0) {
    return 0;
  }
  if (load > largeLoad) {
    // The limit for many servers (Jagerman, 1974).
    const root = Math.sqrt(load);
    return servers <= load
      ? Math.max(1 - servers / load, 1 / (1 + root))
      : 1 / (1 + root * millsRatio((servers - load) / root));
  }
  // 1/B is the sum of m (m-1) ... (m-k+1) / A^k over k; the terms fall off once m-k < A.
  let term = 1;
  let sum = 1;
  for (let k = 0; k < servers; k++) {
    term *= (servers - k) / load;
    sum += term;
    if (!Number.isFinite(sum)) {
      return 0;
    }
    if (term < sum * 1e-17) {
      break;
    }
  }
  return 1 / sum;
}

/**
 * Erlang C: the share of arrivals that wait; 1 if the servers cannot keep up.
 *
 * @param servers - whole number, at least 1
 * @param load - offered load in Erlang
 */
export function erlangC(servers: number, load: number): number {
  if (servers <= load) {
    return 1;
  }
  const blocked = erlangB(servers, load);
  return blocked / (1 - (load / servers) * (1 - blocked));
}

/** A pool of servers under load. */
export interface Pool {
  servers: number;
  /** Arrivals per second. */
  rate: number;
  /** Seconds. */
  serviceSeconds: number;
}

/** The share of arrivals that wait longer than the given seconds. */
export function waitTail(
  { servers, rate, serviceSeconds }: Pool,
  seconds: number,
): number {
  const load = rate * serviceSeconds;
  if (servers <= load) {
    return 1;
  }
  return (
    erlangC(servers, load) *
    Math.exp(-(servers / serviceSeconds - rate) * seconds)
  );
}

/** The waits in seconds that shares of the arrivals stay within, by quantile. */
export function waitQuantiles(pool: Pool): (quantile: number) => number {
  const { servers, rate, serviceSeconds } = pool;
  const waits = erlangC(servers, rate * serviceSeconds);
  return quantile => {
    const rest = 1 - quantile;
    return waits <= rest
      ? 0
      : Math.log(waits / rest) / (servers / serviceSeconds - rate);
  };
}

export interface SizingTarget {
  /** Seconds that an arrival may wait. */
  waitSeconds: number;
  /** Share of arrivals that may wait longer, 0..1. */
  tail: number;
}

/** The smallest whole number of servers that meets the target. */
export function serversFor(
  rate: number,
  serviceSeconds: number,
  target: SizingTarget,
): number {
  const load = rate * serviceSeconds;
  if (load <= 0) {
    return 0;
  }
  if (load > largeLoad) {
    return Math.ceil(load + 4 * Math.sqrt(load));
  }
  const meets = (servers: number) =>
    servers > load &&
    waitTail({ servers, rate, serviceSeconds }, target.waitSeconds) <=
      target.tail;
  return smallestFrom(roughServersFor(load, serviceSeconds, target), meets);
}

/** The smallest number from which a condition holds, searched around a guess in growing steps. */
function smallestFrom(guess: number, holds: (n: number) => boolean): number {
  let [low, high] = [guess - 1, guess];
  for (let step = 1; low > 0 && holds(low); step *= 2) {
    high = low;
    low = Math.max(0, low - step);
  }
  for (let step = 1; !holds(high); step *= 2) {
    low = high;
    high += step;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) {
      high = middle;
    } else {
      low = middle;
    }
  }
  return high;
}

/**
 * Approximate number of servers for the target: square-root staffing with the limit of Erlang C for many
 * servers (Halfin and Whitt, 1981). Only the start of the search.
 */
function roughServersFor(
  load: number,
  serviceSeconds: number,
  { waitSeconds, tail }: SizingTarget,
): number {
  const root = Math.sqrt(load);
  const meets = (beta: number) => {
    const waits = 1 / (1 + beta * millsRatio(beta));
    return (
      waits * Math.exp((-beta * root * waitSeconds) / serviceSeconds) <= tail
    );
  };
  let [low, high] = [0, 8];
  for (let i = 0; i < 12; i++) {
    const middle = (low + high) / 2;
    if (meets(middle)) {
      high = middle;
    } else {
      low = middle;
    }
  }
  return Math.max(1, Math.ceil(load + high * root));
}

/**
 * The servers that meet the target, as a fraction: continuous and increasing in the rate, and equal to {@link
 * serversFor} when rounded up. It models the mean of a pool that follows an uncertain load, and keeps cost
 * curves continuous.
 */
export function fractionalServersFor(
  rate: number,
  serviceSeconds: number,
  target: SizingTarget,
): number {
  const servers = serversFor(rate, serviceSeconds, target);
  const load = rate * serviceSeconds;
  if (servers === 0 || load > largeLoad) {
    return servers;
  }
  const logTail = (count: number) =>
    Math.log(
      Math.max(
        waitTail({ servers: count, rate, serviceSeconds }, target.waitSeconds),
        Number.MIN_VALUE,
      ),
    );
  const below = logTail(servers - 1);
  const at = logTail(servers);
  const wanted = Math.log(target.tail);
  return below > at
    ? Math.max(load, servers - 1 + (below - wanted) / (below - at))
    : servers;
}
