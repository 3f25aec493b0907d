import { CostPoint } from '../advice';
import { plainPatterns } from '../patterns';
import { AssumptionSet } from './AssumptionSet';
import { monthlyCost } from './economics';
import { PlatformModel } from './platforms';
import { powerOf } from './powerOf';
import { KnownWorkload, Workload } from './workload';

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
      const requestsPerMonth = powerOf(10, from + step / pointsPerDecade);
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
