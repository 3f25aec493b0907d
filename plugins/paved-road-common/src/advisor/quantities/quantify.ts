import { CostEstimate, CostPoint, LatencyEstimate } from './schemas';
import { PlainPattern, plainPatterns } from '../profile/patterns';
import { AssumptionSet } from './AssumptionSet';
import { breakEvenVolume, costCurve } from './costCurve';
import { estimateCost } from './costEstimate';
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

/** Adds ranges, the break-even volume and cost curves to the measures. */
export function quantify(
  { workload, latency }: Measures,
  platform: PlatformModel,
  assume: AssumptionSet,
): Quantities {
  const estimates = Object.fromEntries(
    plainPatterns.map(pattern => [
      pattern,
      estimateCost(
        at => monthlyCost(pattern, at, platform, assume),
        workload,
        assume,
      ),
    ]),
  ) as Record<PlainPattern, CostEstimate>;
  if (workload.status === 'unknown') {
    return { cost: estimates, latency, curve: [] };
  }
  const breakEven = breakEvenVolume(workload.mid, platform, assume);
  return {
    cost: estimates,
    latency,
    ...(breakEven !== undefined && { breakEvenRequestsPerMonth: breakEven }),
    curve: costCurve(workload, breakEven, platform, assume),
  };
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
