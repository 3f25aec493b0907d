import { CostPoint } from './schemas';
import { plainPatterns } from '../profile/patterns';
import { AssumptionSet } from './AssumptionSet';
import { monthlyCost } from './economics';
import { PlatformModel } from './platforms';
import { KnownWorkload, Workload } from './workload';

/**
 * A power of a positive number. `Math.pow` differs in the last bit between versions of Node.js and browsers;
 * `Math.exp` and `Math.log` do not in the supported ones, and results must be byte-identical.
 */
export function power(base: number, exponent: number): number {
  return Math.exp(exponent * Math.log(base));
}

const pointsPerDecade = 4;
/** Minimum decades of the curve. */
const leastDecades = 4;
/** Decades shown beyond today's volume and the break-even. */
const margin = 1;
const smallest = 0;
const largest = 12;

/**
 * What each pattern costs over the volume, as ranges, from a decade below today's volume and the
 * break-even to a decade above them, and over four decades at least.
 */
export function costCurve(
  workload: Extract<KnownWorkload, { status: 'known' }>,
  breakEven: number | undefined,
  platform: PlatformModel,
  assume: AssumptionSet,
): CostPoint[] {
  const today = workload.mid.requestsPerMonth;
  const [from, to] = decadesAround(
    [today, ...(breakEven === undefined ? [] : [breakEven])].map(volume =>
      Math.log10(Math.max(volume, 1)),
    ),
  );
  const costAt = (
    end: Workload,
    pattern: (typeof plainPatterns)[number],
    requestsPerMonth: number,
  ) => {
    const cost = monthlyCost(
      pattern,
      { ...end, requestsPerMonth },
      platform,
      assume,
    );
    return cost.status === 'priced' ? cost.monthly : undefined;
  };
  return Array.from(
    { length: (to - from) * pointsPerDecade + 1 },
    (_, step) => {
      const requestsPerMonth = power(10, from + step / pointsPerDecade);
      const monthly: CostPoint['monthly'] = {};
      for (const pattern of plainPatterns) {
        const mid = costAt(workload.mid, pattern, requestsPerMonth);
        if (mid !== undefined) {
          const low = costAt(workload.low, pattern, requestsPerMonth);
          const high = costAt(workload.high, pattern, requestsPerMonth);
          monthly[pattern] = {
            low: Math.min(low ?? mid, mid),
            mid,
            high: Math.max(high ?? mid, mid),
          };
        }
      }
      return { requestsPerMonth, monthly };
    },
  );
}

/** Whole decades around the volumes, as exponents of ten. */
function decadesAround(exponents: number[]): [number, number] {
  let from = Math.max(smallest, Math.floor(Math.min(...exponents)) - margin);
  let to = Math.min(largest, Math.ceil(Math.max(...exponents)) + margin);
  while (to - from < leastDecades) {
    from = Math.max(smallest, from - 1);
    to = Math.min(largest, to + 1);
  }
  return [from, to];
}

const leastVolume = 1;
/** Break-evens and changes of the recommendation are searched up to here. */
export const largestVolume = 1e12;
const stepsPerDecade = 4;

/**
 * The monthly requests above which serverless is no longer the cheapest: the last crossing of its cost curve with the
 * cheapest always-on one, by bisection. Undefined if they do not cross or a price is unknown.
 */
export function breakEvenVolume(
  workload: Workload,
  platform: PlatformModel,
  assume: AssumptionSet,
): number | undefined {
  const premium = (requestsPerMonth: number): number | undefined => {
    const [monolith, microservices, serverless] = plainPatterns.map(pattern => {
      const cost = monthlyCost(
        pattern,
        { ...workload, requestsPerMonth },
        platform,
        assume,
      );
      return cost.status === 'priced' ? cost.monthly : undefined;
    });
    return monolith === undefined ||
      microservices === undefined ||
      serverless === undefined
      ? undefined
      : serverless - Math.min(monolith, microservices);
  };
  const steps = Math.log10(largestVolume / leastVolume) * stepsPerDecade;
  const volumeAt = (step: number) =>
    leastVolume * power(10, step / stepsPerDecade);
  const top = premium(largestVolume);
  if (top === undefined || top <= 0) {
    return undefined;
  }
  let step = steps - 1;
  while (step >= 0 && premium(volumeAt(step))! > 0) {
    step -= 1;
  }
  if (step < 0) {
    return undefined;
  }
  let [cheap, dear] = [volumeAt(step), volumeAt(step + 1)];
  for (let i = 0; i < 50 && dear / cheap > 1 + 1e-9; i++) {
    const middle = Math.sqrt(cheap * dear);
    if (premium(middle)! > 0) {
      dear = middle;
    } else {
      cheap = middle;
    }
  }
  return dear;
}
