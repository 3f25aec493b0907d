import { AssumptionSet } from './AssumptionSet';
import { PerUsePricing, Rate } from './platforms';

/** What a function of some memory costs, USD. */
export interface FunctionPrices {
  /** One request. */
  request: number;
  /** One second of a run. */
  second: number;
  /** One second of a run on capacity that is kept warm. */
  warmSecond: number;
  /** One second of keeping capacity warm. */
  idleSecond: number;
  /** Minimum billed seconds of a run. */
  leastSeconds: number;
}

/**
 * The prices of a function that has a whole vCPU. Where processor time comes with memory, a function that
 * needs less memory than comes with a vCPU pays for that memory all the same.
 */
export function functionPrices(
  { cpuMemory, request, run, warm, leastSeconds }: PerUsePricing,
  memoryGb: number,
  assume: AssumptionSet,
): FunctionPrices {
  const vcpus = Math.max(1, memoryGb / assume.get(cpuMemory));
  const withVcpu = vcpus * assume.get(cpuMemory);
  const second = ({ gb, vcpu }: Rate) =>
    vcpu
      ? memoryGb * assume.get(gb) + vcpus * assume.get(vcpu)
      : withVcpu * assume.get(gb);
  return {
    request: request ? assume.get(request) / 1e6 : 0,
    second: second(run),
    warmSecond: warm ? second(warm.run) : second(run),
    idleSecond: warm ? second(warm.idle) : 0,
    leastSeconds: leastSeconds ? assume.get(leastSeconds) : 0,
  };
}
