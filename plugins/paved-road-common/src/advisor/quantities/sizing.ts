import { AssumptionId } from './assumptions';
import { AssumptionSet } from './AssumptionSet';
import { Load, monthHours } from './load';
import { alwaysOnGpu, GpuInstance } from './platforms';
import { fractionalServersFor } from './queueing';
import { Accelerator, awaySeconds, Workload, workSeconds } from './workload';

/** Work with a time limit. */
export interface Work {
  /** Seconds that one request takes. */
  seconds: number;
  /** Total seconds that a request may take; absent for batch or while unknown. */
  requirement?: number;
}

/**
 * Concurrent requests that a pool must hold: by Erlang C for the requirement, but never above the target
 * utilisation, because a full pool cannot follow the load.
 *
 * Without a requirement, the target is a wait of one service time. If the work takes as long as the
 * requirement, almost no request may wait.
 *
 * @param rate - requests per second
 */
export function sizeFor(
  { seconds, requirement }: Work,
  rate: number,
  assume: AssumptionSet,
): number {
  const waitSeconds =
    requirement === undefined ? seconds : Math.max(0, requirement - seconds);
  return Math.max(
    (rate * seconds) / assume.get('utilisation'),
    fractionalServersFor(rate, seconds, {
      waitSeconds,
      tail: assume.get('sizingTail'),
    }),
  );
}

/** Processor seconds that side work takes in a month. */
export function sideSeconds(workload: Workload): number {
  const { backgroundShare, requestsPerMonth } = workload;
  return backgroundShare * requestsPerMonth * workSeconds(workload);
}

/** Capacity for side work in a shared pool; without waiting callers, the mean rate is enough. */
export function sideLoad(
  workload: Workload,
  { meanRate }: Load,
  assume: AssumptionSet,
): number {
  return (
    (workload.backgroundShare * workSeconds(workload) * meanRate) /
    assume.get('utilisation')
  );
}

/** The pool in which a pattern that is always on runs inference. */
export interface InferenceWork {
  /** Seconds that a request takes in it. */
  seconds: number;
  /** Seconds that it takes elsewhere before or after. */
  elsewhere: number;
  memoryGb: number;
}

/** A monolith handles the whole request; a service only inference. */
export function inferenceWork(
  pattern: 'monolith' | 'microservices',
  workload: Workload,
  assume: AssumptionSet,
): InferenceWork {
  const application = assume.get('applicationSeconds');
  const seconds = workSeconds(workload);
  const away = awaySeconds(workload);
  const { memoryGb } = workload;
  return pattern === 'monolith'
    ? {
        seconds: seconds + application,
        elsewhere: away,
        memoryGb: memoryGb + assume.get('applicationMemory'),
      }
    : {
        seconds,
        elsewhere:
          away + application + assume.get('hops') * assume.get('hopSeconds'),
        memoryGb,
      };
}

/** The rest of a requirement after the time spent elsewhere. */
export function remaining(
  requirement: number | undefined,
  elsewhere: number,
): number | undefined {
  return requirement === undefined
    ? undefined
    : Math.max(0, requirement - elsewhere);
}

/** A kind of machine that is always on, and how much of it one replica takes. */
interface Instance {
  /** Instances that one replica takes; a fraction where replicas share one. */
  units: number;
  /** Concurrent inferences of one instance. */
  slots: number;
  /** USD per month of one instance; undefined if the price of the accelerator is unknown. */
  monthly: number | undefined;
}

/**
 * The share of an instance that a replica needs for its memory: at least one slot, or a whole instance with an
 * accelerator. Fractions, because several replicas share a node.
 *
 * @param memoryGb - memory of one replica
 * @param gpu - the instance to use for a GPU
 */
export function computeInstanceShare(
  memoryGb: number,
  accelerator: Accelerator,
  assume: AssumptionSet,
  gpu: GpuInstance = alwaysOnGpu,
): Instance {
  const cpu = accelerator === 'none';
  const slots = assume.get(cpu ? 'cpuInstanceSlots' : 'gpuInstanceSlots');
  const hour = assume.find(hourlyPriceId(accelerator, gpu));
  return {
    units: Math.max(
      cpu ? 1 / slots : 1,
      memoryGb / assume.get(cpu ? 'cpuInstanceMemory' : gpu.memory),
    ),
    slots,
    monthly:
      hour === undefined
        ? undefined
        : hour * monthHours * (1 - assume.get('purchaseDiscount')),
  };
}

export function hourlyPriceId(
  accelerator: Accelerator,
  gpu: GpuInstance,
): AssumptionId {
  switch (accelerator) {
    case 'none':
      return 'cpuInstanceHour';
    case 'gpu':
      return gpu.hour;
    default:
      return 'tpuInstanceHour';
  }
}
