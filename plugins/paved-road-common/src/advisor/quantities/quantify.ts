import { CostEstimate, CostPoint, LatencyEstimate } from '../advice';
import { PlainPattern, plainPatterns } from '../patterns';
import { AssumptionSet } from './AssumptionSet';
import { breakEvenVolume, costCurve } from './costCurve';
import { costEstimateOf } from './costEstimate';
import { hybridCost, monthlyCost } from './economics';
import { Measures } from './measure';
import { PlatformModel } from './platforms';
import { KnownWorkload, Workload } from './workload';

type PerPattern<T> = Record<PlainPattern, T> & { hybrid?: T };

/** What the model computes for a workload, pattern by pattern, in full. */
export interface Quantities {
  cost: PerPattern<CostEstimate>;
  latency: PerPattern<LatencyEstimate>;
  /** Monthly requests above which serverless is no longer the cheapest. */
  breakEvenRequestsPerMonth?: number;
  curve: CostPoint[];
}

/** Completes what was measured with ranges, the break-even volume and the cost curves. */
export function quantify(
  { workload, latency }: Measures,
  platform: PlatformModel,
  assume: AssumptionSet,
): Quantities {
  const estimates = Object.fromEntries(
    plainPatterns.map(pattern => [
      pattern,
      costEstimateOf(
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
 * What a hybrid costs, and how long the answers of the model take where it runs: in the core, which the side
 * work does not slow down, or in functions where the model is the side work.
 */
export function hybridOf(
  { core, isModelSide }: { core: PlainPattern; isModelSide: boolean },
  { cost, latency }: Pick<Quantities, 'cost' | 'latency'>,
  known: KnownWorkload,
  platform: PlatformModel,
  assume: AssumptionSet,
): Pick<Quantities, 'cost' | 'latency'> {
  const priced = (workload: Workload) =>
    hybridCost(core, isModelSide, workload, platform, assume);
  return {
    cost: { ...cost, hybrid: costEstimateOf(priced, known, assume) },
    latency: { ...latency, hybrid: latency[isModelSide ? 'serverless' : core] },
  };
}
