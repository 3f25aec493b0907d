import { CostEstimate, CostPoint, LatencyEstimate } from '../advice';
import { PlainPattern, plainPatterns } from '../patterns';
import { AssumptionSet } from './AssumptionSet';
import { breakEvenVolume } from './breakEvenVolume';
import { costCurve } from './costCurve';
import { costEstimateOf } from './costEstimate';
import { Measures } from './measure';
import { PlatformModel } from './platforms';

/** What the model computes for a workload, pattern by pattern, in full. */
export interface Quantities {
  cost: Record<PlainPattern, CostEstimate>;
  latency: Record<PlainPattern, LatencyEstimate>;
  /** Requests a month past which serverless is not the cheapest any more. */
  breakEvenRequestsPerMonth?: number;
  curve: CostPoint[];
}

/** Completes what was measured with ranges, the break-even volume and the cost curves. */
export function quantify(
  { workload, cost, latency }: Measures,
  platform: PlatformModel,
  assume: AssumptionSet,
): Quantities {
  const estimates = Object.fromEntries(
    plainPatterns.map(pattern => [
      pattern,
      costEstimateOf(pattern, cost[pattern], workload, platform, assume),
    ]),
  ) as Quantities['cost'];
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
