import { PlainPattern } from '../profile/patterns';
import { AssumptionSet } from './AssumptionSet';
import {
  computeInstanceShare,
  inferenceWork,
  remaining,
  sideLoad,
  sizeFor,
} from './sizing';
import {
  clusterShare,
  entryCost,
  MonthlyCost,
  priced,
  transferCost,
} from './costParts';
import { Load, estimateLoad } from './load';
import { PlatformModel } from './platforms';
import { serverlessCost, sideWorkInFunctions } from './serverlessCost';
import { Workload } from './workload';

/**
 * The monthly cost of a pattern, part by part, in USD. The same work is done in each: the inference, the
 * application around it, and the side work.
 */
export function monthlyCost(
  pattern: PlainPattern,
  workload: Workload,
  platform: PlatformModel,
  assume: AssumptionSet,
): MonthlyCost {
  const load = estimateLoad(
    workload.requestsPerMonth,
    workload.traffic,
    assume,
  );
  switch (pattern) {
    case 'serverless':
      return serverlessCost(workload, load, platform, assume);
    case 'monolith':
      return monolithCost(workload, load, assume);
    default:
      return servicesCost(workload, load, assume);
  }
}

/** The least that remains of a core path whose inference runs elsewhere. */
const withoutInference = {
  inferenceSeconds: 1e-6,
  memoryGb: 1e-3,
  accelerator: 'none',
  backgroundShare: 0,
  dataGb: 0,
} as const;

/**
 * The cost of a hybrid: the core path in its pattern, and the side work in functions, including inference if
 * the model is the side work.
 */
export function hybridCost(
  core: PlainPattern,
  isModelSide: boolean,
  workload: Workload,
  platform: PlatformModel,
  assume: AssumptionSet,
): MonthlyCost {
  const load = estimateLoad(
    workload.requestsPerMonth,
    workload.traffic,
    assume,
  );
  const alone = {
    ...workload,
    ...(isModelSide ? withoutInference : { backgroundShare: 0 }),
  };
  const cost = monthlyCost(core, alone, platform, assume);
  if (cost.status === 'no-price') {
    return cost;
  }
  if (!isModelSide) {
    const side = sideWorkInFunctions(workload, load, platform, assume);
    return priced([...cost.parts, side], cost.replicas);
  }
  const functions = monthlyCost('serverless', workload, platform, assume);
  return functions.status === 'no-price'
    ? functions
    : priced(
        [
          ...cost.parts,
          {
            id: 'background',
            title: 'Inference and side work in functions',
            // The application around them runs in the core, and is counted there.
            monthly: functions.parts
              .filter(({ id }) => id !== 'application')
              .reduce((sum, { monthly }) => sum + monthly, 0),
          },
        ],
        cost.replicas,
      );
}

/** Instances for a pool: enough for the load, and at least its minimum of replicas. */
function instancesFor(
  size: number,
  { units, slots }: { units: number; slots: number },
  least: number,
): number {
  return Math.max(least * units, size / slots);
}

/** The instances that run inference, and for the monolith the whole application. */
function inferenceInstances(
  pattern: 'monolith' | 'microservices',
  workload: Workload,
  load: Load,
  assume: AssumptionSet,
): { monthly: number; replicas: number } | undefined {
  const { seconds, elsewhere, memoryGb } = inferenceWork(
    pattern,
    workload,
    assume,
  );
  const instance = computeInstanceShare(memoryGb, workload.accelerator, assume);
  if (instance.monthly === undefined) {
    return undefined;
  }
  const size = sizeFor(
    { seconds, requirement: remaining(workload.requirement, elsewhere) },
    load.paidRate,
    assume,
  );
  const instances = instancesFor(
    size + sideLoad(workload, load, assume),
    instance,
    assume.get('minReplicas'),
  );
  return {
    monthly: instances * instance.monthly,
    replicas: Math.ceil(instances / instance.units),
  };
}

const noPrice: MonthlyCost = {
  status: 'no-price',
  assumption: 'tpuInstanceHour',
};

/** One deployable: each replica contains the model and the application, and they scale together. */
function monolithCost(
  workload: Workload,
  load: Load,
  assume: AssumptionSet,
): MonthlyCost {
  const instances = inferenceInstances('monolith', workload, load, assume);
  if (!instances) {
    return noPrice;
  }
  const { invocation, requestsPerMonth } = workload;
  return priced(
    [
      {
        id: 'instances',
        title: 'Replicas of the whole application',
        monthly: instances.monthly,
      },
      entryCost('monolith', invocation, requestsPerMonth, assume),
    ],
    instances.replicas,
  );
}

/*
 * The same application with inference extracted. The premium is a cluster, idle replicas of each further
 * service, and data between zones. The first service is cheap, because it only moves what ran in the monolith.
 */
function servicesCost(
  workload: Workload,
  load: Load,
  assume: AssumptionSet,
): MonthlyCost {
  const instances = inferenceInstances('microservices', workload, load, assume);
  if (!instances) {
    return noPrice;
  }
  const { invocation, requestsPerMonth, dataGb, services } = workload;
  const application = computeInstanceShare(
    assume.get('applicationMemory'),
    'none',
    assume,
  );
  const small = assume.get('smallReplicaShare');
  const least = assume.get('minReplicas');
  const applicationInstances = instancesFor(
    (load.paidRate * assume.get('applicationSeconds')) /
      assume.get('utilisation'),
    { ...application, units: small },
    least,
  );
  const cpuMonthly = application.monthly ?? 0;
  return priced(
    [
      {
        id: 'instances',
        title: 'Replicas of the inference service',
        monthly: instances.monthly,
      },
      {
        id: 'application',
        title: 'Replicas of the application around it',
        monthly: applicationInstances * cpuMonthly,
      },
      {
        id: 'further-services',
        title: 'Idle replicas of further services',
        monthly: (services - 1) * least * small * cpuMonthly,
      },
      clusterShare(assume),
      entryCost('microservices', invocation, requestsPerMonth, assume),
      transferCost(dataGb, requestsPerMonth, assume),
    ],
    instances.replicas,
  );
}
