import { LatencyEstimate } from './schemas';
import { perOption } from '../profile/perOption';
import { PlainPattern, plainPatterns } from '../profile/patterns';
import { Profile } from '../profile/profile';
import { AssumptionSet } from './AssumptionSet';
import { MonthlyCost } from './costParts';
import { monthlyCost } from './economics';
import { estimateLatency } from './latency';
import { PlatformModel } from './platforms';
import { getAnswer, QuestionPath } from '../profile/questions';
import { KnownWorkload, ModelCall, estimateWorkload } from './workload';

/** The monthly cost of a pattern at the expected volume, or the missing inputs. */
export type MeasuredCost =
  | Extract<MonthlyCost, { status: 'priced' }>
  | { status: 'unknown'; missing: string[] };

/** What the comparison of the patterns measures: cost and latency at the expected volume. */
export interface Measures {
  workload: KnownWorkload;
  cost: Record<PlainPattern, MeasuredCost>;
  latency: Record<PlainPattern, LatencyEstimate>;
}

export type Measurer = (profile: Profile) => Measures;

/** The answers by which measures differ. */
export const measuredPaths = [
  'workload.requestsPerMonth',
  'workload.inferenceMs',
  'workload.memoryGb',
  'workload.modelSizeGb',
  'workload.dataPerRequestMb',
  'workload.traffic',
  'workload.accelerator',
  'workload.latency',
  'workload.invocation',
  'workload.backgroundWork',
  'growth.models',
] as const satisfies readonly QuestionPath[];

/**
 * Measures on a platform. Results are cached, because most flips leave the measured answers unchanged.
 *
 * @param call - how the model is called, where it runs elsewhere
 */
export function measurer(
  platform: PlatformModel,
  assume: AssumptionSet,
  call?: ModelCall,
): Measurer {
  const kept = new Map<string, Measures>();
  return profile => {
    const key = measuredPaths.map(path => getAnswer(profile, path)).join();
    const found = kept.get(key) ?? measure(profile, platform, assume, call);
    kept.set(key, found);
    return found;
  };
}

function measure(
  profile: Profile,
  platform: PlatformModel,
  assume: AssumptionSet,
  call?: ModelCall,
): Measures {
  const workload = estimateWorkload(profile, assume, call);
  const missing = [
    ...(workload.status === 'unknown' ? workload.missing : []),
    // Without them, the number and length of cold starts is unknown.
    ...(['traffic', 'modelSizeGb'] as const)
      .filter(field => profile.workload?.[field] === undefined)
      .map(field => `workload.${field}`),
  ];
  return {
    workload,
    cost: perOption(plainPatterns, pattern =>
      workload.status === 'unknown'
        ? workload
        : pricedOrMissing(monthlyCost(pattern, workload.mid, platform, assume)),
    ),
    latency: perOption(plainPatterns, pattern =>
      workload.status === 'unknown' || missing.length > 0
        ? { status: 'unknown', missing }
        : estimateLatency(pattern, workload.mid, platform, assume),
    ),
  };
}

function pricedOrMissing(cost: MonthlyCost): MeasuredCost {
  return cost.status === 'priced'
    ? cost
    : { status: 'unknown', missing: [`assumptions.${cost.assumption}`] };
}
