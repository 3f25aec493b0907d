import { CostEstimate, LatencyEstimate, PlatformId } from '../advice';
import { PlainPattern, plainPatterns } from '../patterns';
import { Profile } from '../profile';
import { AssumptionSet } from './AssumptionSet';
import { breakEvenVolume } from './breakEvenVolume';
import { costOf } from './economics';
import { latencyOf } from './latency';
import { platformModels } from './platforms';
import { workloadOf } from './workload';

/** What the model computes for a workload, pattern by pattern. */
export interface Quantities {
  cost: Record<PlainPattern, CostEstimate>;
  latency: Record<PlainPattern, LatencyEstimate>;
  /** Requests a month past which serverless is not the cheapest any more. */
  breakEvenRequestsPerMonth?: number;
}

/** Cost and latency of every pattern on a platform. */
export function quantify(
  profile: Profile,
  platformId: PlatformId,
  assume: AssumptionSet,
): Quantities {
  const platform = platformModels[platformId];
  const workload = workloadOf(profile, assume);
  const missing = [
    ...(workload.status === 'unknown' ? workload.missing : []),
    // Without them nobody can tell how often a start is cold and how long it takes.
    ...(['traffic', 'modelSizeGb'] as const)
      .filter(field => profile.workload?.[field] === undefined)
      .map(field => `workload.${field}`),
  ];
  return {
    cost: perPattern(pattern => costOf(pattern, workload, platform, assume)),
    latency: perPattern(pattern =>
      workload.status === 'unknown' || missing.length > 0
        ? { status: 'unknown', missing }
        : latencyOf(pattern, workload.mid, platform, assume),
    ),
    breakEvenRequestsPerMonth:
      workload.status === 'known'
        ? breakEvenVolume(workload.mid, platform, assume)
        : undefined,
  };
}

function perPattern<T>(of: (pattern: PlainPattern) => T) {
  return Object.fromEntries(
    plainPatterns.map(pattern => [pattern, of(pattern)]),
  ) as Record<PlainPattern, T>;
}
