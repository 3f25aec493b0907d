import { AssumptionId } from './assumptions';
import { AssumptionSet } from './AssumptionSet';
import { monthHours } from './load';
import { alwaysOnGpu, GpuInstance } from './platforms';
import { Accelerator } from './workload';

/** A kind of machine that is always on, and how much of it one replica takes. */
export interface Instance {
  /** Instances that one replica takes; a fraction where replicas share one. */
  units: number;
  /** Concurrent inferences of one instance. */
  slots: number;
  /** USD per month of one instance; undefined if the price of the accelerator is unknown. */
  monthly: number | undefined;
}

/**
 * The part of an instance that a replica needs for its memory, and at least one slot or, with an
 * accelerator, a whole one. Parts instead of whole instances, since replicas are packed on nodes.
 *
 * @param memoryGb - what one replica holds
 * @param gpu - the instance where it is to have one
 */
export function instanceOf(
  memoryGb: number,
  accelerator: Accelerator,
  assume: AssumptionSet,
  gpu: GpuInstance = alwaysOnGpu,
): Instance {
  const cpu = accelerator === 'none';
  const slots = assume.get(cpu ? 'cpuInstanceSlots' : 'gpuInstanceSlots');
  const hour = assume.find(hourOf(accelerator, gpu));
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

/** The assumption that is the hourly price of an instance. */
export function hourOf(
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
