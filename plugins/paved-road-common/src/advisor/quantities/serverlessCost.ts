import { AssumptionSet } from './AssumptionSet';
import { coldStartsPerMonth, warmShare } from './coldStart';
import {
  clusterShare,
  CostPart,
  entryCost,
  MonthlyCost,
  priced,
  transferCost,
} from './costParts';
import { Load, monthHours, monthSeconds } from './load';
import {
  CapacityPricing,
  PerUsePricing,
  PlatformModel,
  Rate,
} from './platforms';
import {
  hourlyPriceId,
  computeInstanceShare,
  sideLoad,
  sideSeconds,
  sizeFor,
} from './sizing';
import { Workload } from './workload';

/** A GPU is billed with the instance around it for as long as that lives, and not by the request. */
const gpuPricing: CapacityPricing = {
  kind: 'capacity',
  scalesToZero: true,
  cluster: false,
};

export function serverlessCost(
  workload: Workload,
  load: Load,
  platform: PlatformModel,
  assume: AssumptionSet,
): MonthlyCost {
  const { accelerator } = workload;
  const { pricing } = platform;
  if (pricing.kind === 'capacity') {
    return capacityCost(workload, load, platform, pricing, assume);
  }
  return accelerator === 'none'
    ? perUseCost(workload, load, platform, pricing, assume)
    : capacityCost(workload, load, platform, gpuPricing, assume);
}

function perUseCost(
  workload: Workload,
  load: Load,
  platform: PlatformModel,
  pricing: PerUsePricing,
  assume: AssumptionSet,
): MonthlyCost {
  return priced([
    ...inferenceParts(workload, load, platform, pricing, assume),
    {
      id: 'application',
      title: 'Functions of the application around it',
      monthly: runsCost(
        workload.requestsPerMonth,
        assume.get('applicationSeconds'),
        pricing,
        assume,
      ),
    },
    ...(workload.backgroundShare > 0
      ? [sideWorkInFunctions(workload, load, platform, assume)]
      : []),
    ...aroundFunctions(workload, platform, assume),
  ]);
}

/** The cost of side work in functions of the platform; it needs no accelerator and has no waiting callers. */
export function sideWorkInFunctions(
  workload: Workload,
  load: Load,
  { pricing }: PlatformModel,
  assume: AssumptionSet,
): CostPart {
  const seconds = assume.get('backgroundRunSeconds');
  return {
    id: 'background',
    title: 'Side work in functions',
    monthly:
      pricing.kind === 'per-use'
        ? runsCost(sideSeconds(workload) / seconds, seconds, pricing, assume)
        : (sideLoad(workload, load, assume) / assume.get('cpuInstanceSlots')) *
          assume.get('cpuInstanceHour') *
          monthHours,
  };
}

/** The cost of the application's function runs, without their surroundings. */
function runsCost(
  calls: number,
  seconds: number,
  pricing: PerUsePricing,
  assume: AssumptionSet,
): number {
  const { request, second, leastSeconds } = functionPrices(
    pricing,
    assume.get('applicationMemory'),
    assume,
  );
  return calls * (request + Math.max(seconds, leastSeconds) * second);
}

/*
 * If a cold start would break the requirement, part of the capacity is kept warm; all of it if that is cheaper.
 * Warm capacity follows the load like other capacity.
 */
function inferenceParts(
  workload: Workload,
  load: Load,
  platform: PlatformModel,
  pricing: PerUsePricing,
  assume: AssumptionSet,
): CostPart[] {
  const { requestsPerMonth, inferenceSeconds, coldSeconds, requirement } =
    workload;
  const prices = functionPrices(pricing, workload.memoryGb, assume);
  // Larger pools have fewer cold starts in bursts; the maximum is still billed, as for volume.
  const cold = coldStartsPerMonth(
    load,
    Math.min(inferenceSeconds, 1 / load.meanRate),
    platform,
    assume,
  );
  const seconds =
    requestsPerMonth * Math.max(inferenceSeconds, prices.leastSeconds);
  const onDemand = (seconds + cold * coldSeconds) * prices.second;
  const warm = seconds * prices.warmSecond;
  const size = sizeFor(
    { seconds: inferenceSeconds, requirement },
    load.paidRate,
    assume,
  );
  const idle = Math.max(1, size) * monthSeconds * prices.idleSecond;
  const kept =
    pricing.warm && warm + idle < onDemand
      ? 1
      : warmShare(workload, platform, assume);
  return [
    {
      id: 'requests',
      title: 'Requests',
      monthly: requestsPerMonth * prices.request,
    },
    {
      id: 'run-time',
      title: 'Memory and time',
      monthly: kept * warm + (1 - kept) * onDemand,
    },
    ...(kept > 0
      ? [
          {
            id: 'provisioned',
            title: 'Capacity kept warm against cold starts',
            monthly: kept * idle,
          },
        ]
      : []),
  ];
}

/*
 * The surroundings of functions. Stages hand over through a queue for small payloads, or an object store for
 * larger ones, whichever is cheaper. Each request is one workflow run, and each call writes logs.
 */
function aroundFunctions(
  { dataGb, requestsPerMonth, invocation }: Workload,
  platform: PlatformModel,
  assume: AssumptionSet,
): CostPart[] {
  const chunks = (dataGb * 1e6) / assume.get('queueChunkKb');
  const byQueue = (chunks * assume.get('queueRequest')) / 1e6;
  const byStore = (assume.get('objectWrite') + assume.get('objectRead')) / 1000;
  return [
    ...(platform.hasEntry && invocation !== 'event'
      ? []
      : [entryCost('serverless', invocation, requestsPerMonth, assume)]),
    {
      id: 'hand-over',
      title: 'Queue or store between stages',
      monthly: requestsPerMonth * Math.min(byQueue, byStore),
    },
    {
      id: 'orchestration',
      title: 'Workflow around the functions',
      monthly: (requestsPerMonth * assume.get('workflowRequest')) / 1e6,
    },
    {
      id: 'logs',
      title: 'Log lines of the platform',
      monthly:
        ((requestsPerMonth * assume.get('functionLogKb')) / 1e6) *
        assume.get('logGb'),
    },
    transferCost(dataGb, requestsPerMonth, assume),
  ];
}

/** Instances under the functions, which the platform starts and stops as a whole. */
function capacityCost(
  workload: Workload,
  load: Load,
  platform: PlatformModel,
  { scalesToZero, least, cluster, fee, request }: CapacityPricing,
  assume: AssumptionSet,
): MonthlyCost {
  const { accelerator, memoryGb, inferenceSeconds, requirement } = workload;
  const hourId = hourlyPriceId(accelerator, platform.gpu);
  const hour = assume.find(hourId);
  if (hour === undefined) {
    return { status: 'no-price', assumption: hourId };
  }
  // An idle instance stays up for the keep-alive, so even rare calls keep one up part of the time.
  const kept = platform.keepAlive
    ? 1 - Math.exp(-load.quietRate * assume.get(platform.keepAlive))
    : 1;
  const replicas = scalesToZero ? kept : assume.get(least ?? 'minReplicas');
  const instance = computeInstanceShare(
    memoryGb,
    accelerator,
    assume,
    platform.gpu,
  );
  const size =
    sizeFor({ seconds: inferenceSeconds, requirement }, load.paidRate, assume) +
    sideLoad(workload, load, assume);
  const applicationSize =
    (load.paidRate * assume.get('applicationSeconds')) /
    assume.get('utilisation');
  const hours = monthHours * (1 + (fee ? assume.get(fee) : 0));
  return priced([
    {
      id: 'instances',
      title: 'Instances under the functions, on average',
      monthly:
        Math.max(replicas * instance.units, size / instance.slots) *
        hour *
        hours,
    },
    {
      id: 'application',
      title: 'Instances of the application around it',
      monthly:
        Math.max(
          replicas * assume.get('smallReplicaShare'),
          applicationSize / assume.get('cpuInstanceSlots'),
        ) *
        assume.get('cpuInstanceHour') *
        hours,
    },
    ...(cluster ? [clusterShare(assume)] : []),
    ...(request
      ? [
          {
            id: 'requests',
            title: 'Requests',
            monthly: (load.requestsPerMonth * assume.get(request)) / 1e6,
          },
        ]
      : []),
    ...aroundFunctions(workload, platform, assume),
  ]);
}

/** Prices of a function with a given memory, in USD. */
interface FunctionPrices {
  /** One request. */
  request: number;
  /** One second of a run. */
  second: number;
  /** One second of a run on warm capacity. */
  warmSecond: number;
  /** One second of keeping capacity warm. */
  idleSecond: number;
  /** Minimum billed seconds of a run. */
  leastSeconds: number;
}

/**
 * The prices of a function with a whole vCPU. If CPU comes with memory, a function that needs less memory than
 * comes with one vCPU still pays for that memory.
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
