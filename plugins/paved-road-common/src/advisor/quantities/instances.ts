import { PlainPattern } from '../patterns';
import { AssumptionSet } from './AssumptionSet';
import { monthHours } from './load';
import { Workload } from './workload';

/** One always-on replica. */
export interface Instance {
  /** Inferences that it runs at a time. */
  slots: number;
  /** USD per month; undefined where the price of the accelerator is not known. */
  monthly: number | undefined;
}

/**
 * The replica that a pattern needs: as many units of the instance type as its memory takes. A
 * monolith carries the whole application beside the model, which takes memory and capacity.
 */
export function instanceOf(
  pattern: PlainPattern,
  { memoryGb, accelerator }: Workload,
  assume: AssumptionSet,
): Instance {
  const isMonolith = pattern === 'monolith';
  const memory = memoryGb + (isMonolith ? assume.get('applicationMemory') : 0);
  const capacity = isMonolith ? 1 - assume.get('applicationShare') : 1;
  const cpu = accelerator === 'none';
  const units = Math.max(
    1,
    Math.ceil(
      memory / assume.get(cpu ? 'cpuInstanceMemory' : 'gpuInstanceMemory'),
    ),
  );
  const hour = assume.find(
    {
      none: 'cpuInstanceHour',
      gpu: 'gpuInstanceHour',
      tpu: 'tpuInstanceHour',
    }[accelerator] as 'cpuInstanceHour',
  );
  return {
    slots:
      units *
      assume.get(cpu ? 'cpuInstanceSlots' : 'gpuInstanceSlots') *
      capacity,
    monthly:
      hour === undefined
        ? undefined
        : units * hour * monthHours * (1 - assume.get('purchaseDiscount')),
  };
}
