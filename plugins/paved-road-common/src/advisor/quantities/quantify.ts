import { CostEstimate, CostPoint, LatencyEstimate } from './schemas';
import { perOption } from '../profile/perOption';
import { PlainPattern, plainPatterns } from '../profile/patterns';
import { AssumptionSet } from './AssumptionSet';
import { costCurve, findCrossing, power } from './costCurve';
import { estimateCost, toCostRange } from './costEstimate';
import { hybridCost, monthlyCost } from './economics';
import { Measures } from './measure';
import { PlatformModel } from './platforms';
import { KnownWorkload, Workload } from './workload';

type PerPattern<T> = Record<PlainPattern, T> & { hybrid?: T };

/** All quantities that the model computes for a workload, by pattern. */
export interface Quantities {
  cost: PerPattern<CostEstimate>;
  latency: PerPattern<LatencyEstimate>;
  /** Monthly requests above which serverless is no longer the cheapest. */
  breakEvenRequestsPerMonth?: number;
  curve: CostPoint[];
}

/** Break-evens and changes of the recommendation are searched up to here. */
export const largestVolume = 1e12;
const stepsPerDecade = 4;

/** Adds ranges, the break-even volume and cost curves to the measures. */
export function quantify(
  { workload, latency }: Measures,
  platform: PlatformModel,
  assume: AssumptionSet,
): Quantities {
  const cost = perOption(plainPatterns, pattern =>
    estimateCost(
      at => monthlyCost(pattern, at, platform, assume),
      workload,
      assume,
    ),
  );
  if (workload.status === 'unknown') {
    return { cost, latency, curve: [] };
  }
  const breakEven = breakEvenVolume(workload.mid, platform, assume);
  const curve = costCurve(
    plainPatterns,
    [workload.mid.requestsPerMonth, breakEven],
    (pattern, requestsPerMonth) => {
      const priceOf = (end: Workload) =>
        monthlyCost(pattern, { ...end, requestsPerMonth }, platform, assume);
      const mid = priceOf(workload.mid);
      return mid.status === 'priced'
        ? toCostRange(mid.monthly, workload, priceOf)
        : undefined;
    },
    Math.log10(largestVolume),
  );
  return {
    cost,
    latency,
    ...(breakEven !== undefined && { breakEvenRequestsPerMonth: breakEven }),
    curve: curve.map(({ volume, monthly }) => ({
      requestsPerMonth: volume,
      monthly,
    })),
  };
}

/**
 * The monthly requests above which serverless is no longer the cheapest: the last crossing of its cost curve with the
 * cheapest always-on one. Undefined if they do not cross or a price is unknown.
 */
export function breakEvenVolume(
  workload: Workload,
  platform: PlatformModel,
  assume: AssumptionSet,
): number | undefined {
  const isDear = (requestsPerMonth: number): boolean => {
    const [monolith, microservices, serverless] = plainPatterns.map(pattern => {
      const cost = monthlyCost(
        pattern,
        { ...workload, requestsPerMonth },
        platform,
        assume,
      );
      // Nothing is above or below a cost that is not a number.
      return cost.status === 'priced' ? cost.monthly : NaN;
    });
    return serverless > Math.min(monolith, microservices);
  };
  if (!isDear(largestVolume)) {
    return undefined;
  }
  const volumeAt = (step: number) => power(10, step / stepsPerDecade);
  let step = Math.log10(largestVolume) * stepsPerDecade - 1;
  while (step >= 0 && isDear(volumeAt(step))) {
    step -= 1;
  }
  return step < 0
    ? undefined
    : findCrossing(volumeAt(step), volumeAt(step + 1), isDear);
}

/**
 * Adds the cost and latency of a hybrid. The latency is measured where the model runs: in the core, which side work
 * does not slow down, or in functions if the model is the side work.
 */
export function withHybrid(
  { core, isModelSide }: { core: PlainPattern; isModelSide: boolean },
  { cost, latency }: Pick<Quantities, 'cost' | 'latency'>,
  known: KnownWorkload,
  platform: PlatformModel,
  assume: AssumptionSet,
): Pick<Quantities, 'cost' | 'latency'> {
  const priced = (workload: Workload) =>
    hybridCost(core, isModelSide, workload, platform, assume);
  return {
    cost: { ...cost, hybrid: estimateCost(priced, known, assume) },
    latency: { ...latency, hybrid: latency[isModelSide ? 'serverless' : core] },
  };
}
