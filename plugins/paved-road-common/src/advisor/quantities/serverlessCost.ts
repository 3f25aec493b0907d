import { AssumptionSet } from './AssumptionSet';
import { functionColdProbability } from './coldStart';
import { clusterShare, CostPart, MonthlyCost, priced } from './costParts';
import { instanceOf } from './instances';
import { Load, monthSeconds } from './load';
import { PlatformModel } from './platforms';
import { keepsWarm, sizeFor } from './sizing';
import { Workload } from './workload';

/** What the serverless pattern costs in a month, in the way that its platform is paid. */
export function serverlessCost(
  workload: Workload,
  load: Load,
  platform: PlatformModel,
  assume: AssumptionSet,
): MonthlyCost {
  const { accelerator } = workload;
  if (accelerator === 'tpu' && assume.find('tpuInstanceHour') === undefined) {
    return { status: 'no-price', assumption: 'tpuInstanceHour' };
  }
  const gpuHour = assume.find(
    accelerator === 'tpu' ? 'tpuInstanceHour' : platform.gpuHour,
  );
  if (accelerator !== 'none' && gpuHour === undefined) {
    return { status: 'no-price', assumption: platform.gpuHour };
  }
  const acceleratorSecond = accelerator === 'none' ? 0 : (gpuHour ?? 0) / 3600;
  const { pricing } = platform;
  if (pricing.kind === 'capacity') {
    return capacityCost(workload, load, platform, pricing, assume);
  }

  const cold = functionColdProbability(
    load,
    workload.inferenceSeconds,
    platform,
    assume,
  );
  const seconds = workload.inferenceSeconds + cold * workload.coldSeconds;
  const perUse = (id: string, title: string, each: number): CostPart => ({
    id,
    title,
    monthly: load.requestsPerMonth * each,
  });
  const parts: CostPart[] = [];
  switch (pricing.kind) {
    case 'lambda': {
      const provisioned =
        keepsWarm(workload, platform, assume) === 'provisioned';
      parts.push(
        perUse('requests', 'Requests', assume.get('lambdaRequest') / 1e6),
        perUse(
          'run-time',
          'Memory and time',
          workload.memoryGb *
            (provisioned
              ? workload.inferenceSeconds *
                assume.get('lambdaProvisionedDurationGbSecond')
              : seconds * assume.get('lambdaGbSecond')),
        ),
      );
      if (provisioned) {
        parts.push({
          id: 'provisioned',
          title: 'Provisioned concurrency against cold starts',
          monthly:
            Math.max(
              1,
              sizeFor('serverless', workload, load.peakRate, assume),
            ) *
            workload.memoryGb *
            monthSeconds *
            assume.get('lambdaProvisionedGbSecond'),
        });
      }
      break;
    }
    case 'cloud-run':
      parts.push(
        perUse('requests', 'Requests', assume.get('cloudRunRequest') / 1e6),
        perUse(
          'run-time',
          'vCPU, memory and time',
          seconds *
            (Math.max(1, Math.ceil(workload.memoryGb / 4)) *
              assume.get('cloudRunVcpuSecond') +
              workload.memoryGb * assume.get('cloudRunGbSecond')),
        ),
      );
      break;
    case 'azure-flex': {
      const memory =
        pricing.memoryChoicesGb.find(choice => choice >= workload.memoryGb) ??
        workload.memoryGb;
      parts.push(
        perUse(
          'run-time',
          'Memory and time',
          Math.max(seconds, assume.get('azureMinSeconds')) *
            memory *
            assume.get('azureGbSecond'),
        ),
      );
      break;
    }
    default:
      pricing satisfies never;
  }
  if (acceleratorSecond > 0) {
    parts.push(
      perUse('accelerator', 'Accelerator', seconds * acceleratorSecond),
    );
  }
  return priced(parts);
}

function capacityCost(
  workload: Workload,
  load: Load,
  platform: PlatformModel,
  pricing: { scalesToZero: boolean; cluster: boolean },
  assume: AssumptionSet,
): MonthlyCost {
  const { slots, monthly } = instanceOf('serverless', workload, assume);
  if (monthly === undefined) {
    return { status: 'no-price', assumption: 'tpuInstanceHour' };
  }
  // An instance that goes idle stays for the keep-alive, so even rare calls keep one a part of the time.
  const kept = platform.keepAlive
    ? 1 - Math.exp(-load.quietRate * assume.get(platform.keepAlive))
    : 0;
  const least = pricing.scalesToZero ? kept : assume.get('minReplicas');
  const replicas = Math.max(
    least,
    sizeFor('serverless', workload, load.meanRate, assume) / slots,
  );
  return priced([
    {
      id: 'instances',
      title: 'Instances under the functions, on average',
      monthly: replicas * monthly,
    },
    pricing.cluster
      ? clusterShare(assume)
      : {
          id: 'requests',
          title: 'Requests',
          monthly: (load.requestsPerMonth * assume.get('lambdaRequest')) / 1e6,
        },
  ]);
}
