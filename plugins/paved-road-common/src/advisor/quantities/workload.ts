import { Profile } from '../profile';
import { AssumptionSet } from './AssumptionSet';
import { Traffic } from './load';

export type Accelerator = NonNullable<
  NonNullable<Profile['workload']>['accelerator']
>;

/** What the quantitative model needs to know of a workload to compute its cost. */
export interface Workload {
  requestsPerMonth: number;
  /** Service time of one inference. */
  inferenceSeconds: number;
  memoryGb: number;
  traffic: Traffic;
  accelerator: Accelerator;
  /** Seconds that an answer may take; absent where nobody waits or the requirement is not known. */
  requirement?: number;
  /** Extra seconds of a start without anything warm. */
  coldSeconds: number;
  /** GB that a request moves between stages. */
  dataGb: number;
}

/** A workload that is known well enough, or what is missing. */
export type KnownWorkload =
  | { status: 'known'; low: Workload; mid: Workload; high: Workload }
  | { status: 'unknown'; missing: string[] };

const requirements = {
  realtime: 0.1,
  interactive: 1,
  'near-real-time': 60,
  batch: undefined,
} as const;

/** The latency requirement in seconds; undefined for batch or while it is not known. */
export function requirementOf(profile: Profile): number | undefined {
  const latency = profile.workload?.latency;
  return latency && requirements[latency];
}

function coldSecondsOf(modelSizeGb: number, assume: AssumptionSet): number {
  return assume.get('initSeconds') + modelSizeGb / assume.get('loadRate');
}

/** What stands in for open answers at one end of the range; a model is at most as large as its memory. */
interface OpenAnswers {
  traffic: Traffic;
  accelerator: Accelerator;
  dataMb: number;
  modelShare: number;
}

const needed = ['requestsPerMonth', 'inferenceMs', 'memoryGb'] as const;

/**
 * Turns a profile into a workload with a range. Volume, inference time and memory have to be known;
 * for what else is open the range spans what it can be.
 */
export function workloadOf(
  profile: Profile,
  assume: AssumptionSet,
): KnownWorkload {
  const answers: NonNullable<Profile['workload']> = profile.workload ?? {};
  const { requestsPerMonth, inferenceMs, memoryGb } = answers;
  if (
    requestsPerMonth === undefined ||
    inferenceMs === undefined ||
    memoryGb === undefined
  ) {
    return {
      status: 'unknown',
      missing: needed
        .filter(field => answers[field] === undefined)
        .map(field => `workload.${field}`),
    };
  }
  const spread = assume.get('estimateSpread');
  const at = (factor: number, open: OpenAnswers): Workload => ({
    requestsPerMonth: requestsPerMonth * factor,
    inferenceSeconds: (inferenceMs / 1000) * factor,
    memoryGb,
    traffic: answers.traffic ?? open.traffic,
    accelerator: answers.accelerator ?? open.accelerator,
    requirement: requirementOf(profile),
    coldSeconds: coldSecondsOf(
      answers.modelSizeGb ?? memoryGb * open.modelShare,
      assume,
    ),
    dataGb: (answers.dataPerRequestMb ?? open.dataMb) / 1000,
  });
  return {
    status: 'known',
    low: at(1 - spread, {
      traffic: 'steady',
      accelerator: 'none',
      dataMb: 0,
      modelShare: 0,
    }),
    mid: at(1, {
      traffic: 'sporadic',
      accelerator: 'none',
      dataMb: 0.1,
      modelShare: 0.5,
    }),
    high: at(1 + spread, {
      traffic: 'spiky',
      accelerator: 'gpu',
      dataMb: 1,
      modelShare: 1,
    }),
  };
}
