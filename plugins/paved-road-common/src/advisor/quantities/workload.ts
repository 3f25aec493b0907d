import { Profile } from '../profile/profile';
import { AssumptionSet } from './AssumptionSet';
import { Traffic } from './load';

export type Accelerator = NonNullable<
  NonNullable<Profile['workload']>['accelerator']
>;

export type Invocation = NonNullable<
  NonNullable<Profile['workload']>['invocation']
>;

/** The inputs of the quantitative model for the cost of a workload. */
export interface Workload {
  requestsPerMonth: number;
  /** Service time of one inference. */
  inferenceSeconds: number;
  memoryGb: number;
  traffic: Traffic;
  accelerator: Accelerator;
  invocation: Invocation;
  /** Latency requirement in seconds; absent for batch or while unknown. */
  requirement?: number;
  /** Extra seconds of a start without anything warm. */
  coldSeconds: number;
  /** GB that a request moves between stages. */
  dataGb: number;
  /** Services that the microservices pattern takes out of the application, 1 at least. */
  services: number;
  /** CPU time of event-driven side work, relative to inference. */
  backgroundShare: number;
  /** The call of a model that runs elsewhere; absent where the model runs in the application or its function. */
  call?: ModelCall;
}

/**
 * A call to a model elsewhere. The application waits for it, which takes no CPU time, but is billed in a
 * function.
 */
export interface ModelCall {
  /** Share of the time of one inference that is waiting for the model, 0..1. */
  waitingShare: number;
  /** Seconds of the model until the required part of its answer has arrived; absent while not known. */
  seconds?: { p50: number; p95: number; p99: number };
  /** Profile fields without which the time of a call is not known. */
  missing: readonly string[];
}

/** CPU seconds of one inference. */
export function workSeconds({ inferenceSeconds, call }: Workload): number {
  return inferenceSeconds * (1 - (call?.waitingShare ?? 0));
}

/** Seconds of one inference spent elsewhere before the required part has arrived. */
export function awaySeconds({ inferenceSeconds, call }: Workload): number {
  return call ? (call.seconds?.p50 ?? inferenceSeconds * call.waitingShare) : 0;
}

/** A sufficiently known workload, or its missing answers. */
export type KnownWorkload =
  | { status: 'known'; low: Workload; mid: Workload; high: Workload }
  | { status: 'unknown'; missing: string[] };

const requirements = {
  realtime: 0.1,
  interactive: 1,
  'first-token': 2,
  'near-real-time': 60,
  batch: undefined,
} as const;

/** The latency requirement in seconds; undefined for batch or while it is not known. */
export function requiredSeconds(profile: Profile): number | undefined {
  const latency = profile.workload?.latency;
  return latency && requirements[latency];
}

/** Number of extracted services: one for each independently released model. */
export function countServices(profile: Profile): number | undefined {
  return profile.growth?.models;
}

function modelStartSeconds(modelSizeGb: number, assume: AssumptionSet): number {
  return assume.get('initSeconds') + modelSizeGb / assume.get('loadRate');
}

const backgroundShares = {
  none: undefined,
  some: 'backgroundSome',
  substantial: 'backgroundSubstantial',
} as const;

function readBackgroundShare(
  work: keyof typeof backgroundShares,
  assume: AssumptionSet,
): number {
  const share = backgroundShares[work];
  return share ? assume.get(share) : 0;
}

/** Values for open answers at one end of the range; a model is at most as large as its memory. */
interface OpenAnswers {
  traffic: Traffic;
  accelerator: Accelerator;
  invocation: Invocation;
  dataMb: number;
  modelShare: number;
  services: number;
  backgroundWork: keyof typeof backgroundShares;
}

const needed = ['requestsPerMonth', 'inferenceMs', 'memoryGb'] as const;

/**
 * Converts a profile to a workload with a range. Volume, inference time and memory must be known; the range
 * covers all other open answers.
 */
export function estimateWorkload(
  profile: Profile,
  assume: AssumptionSet,
  call?: ModelCall,
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
        .flatMap(field =>
          field === 'inferenceMs' && call
            ? call.missing
            : [`workload.${field}`],
        ),
    };
  }
  const spread = assume.get('estimateSpread');
  const at = (factor: number, open: OpenAnswers): Workload => ({
    requestsPerMonth: requestsPerMonth * factor,
    inferenceSeconds: (inferenceMs / 1000) * factor,
    memoryGb,
    traffic: answers.traffic ?? open.traffic,
    accelerator: answers.accelerator ?? open.accelerator,
    invocation: answers.invocation ?? open.invocation,
    requirement: requiredSeconds(profile),
    coldSeconds: modelStartSeconds(
      answers.modelSizeGb ?? memoryGb * open.modelShare,
      assume,
    ),
    dataGb: (answers.dataPerRequestMb ?? open.dataMb) / 1000,
    services: countServices(profile) ?? open.services,
    backgroundShare: readBackgroundShare(
      answers.backgroundWork ?? open.backgroundWork,
      assume,
    ),
    ...(call && { call }),
  });
  return {
    status: 'known',
    low: at(1 - spread, {
      traffic: 'steady',
      accelerator: 'none',
      invocation: 'event',
      dataMb: 0,
      modelShare: 0,
      services: 1,
      backgroundWork: 'none',
    }),
    mid: at(1, {
      traffic: 'sporadic',
      accelerator: 'none',
      invocation: 'api',
      dataMb: 0.1,
      modelShare: 0.5,
      services: 2,
      backgroundWork: 'some',
    }),
    high: at(1 + spread, {
      traffic: 'spiky',
      accelerator: 'gpu',
      invocation: 'api',
      dataMb: 1,
      modelShare: 1,
      services: 10,
      backgroundWork: 'substantial',
    }),
  };
}
