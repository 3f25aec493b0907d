import { CostEstimate } from '../advice';
import { PlainPattern } from '../patterns';
import { AssumptionSet } from './AssumptionSet';
import { instanceOf } from './instances';
import { clusterShare, MonthlyCost, CostPart } from './costParts';
import { Load, loadOf, monthHours } from './load';
import { PlatformModel } from './platforms';
import { serverlessCost } from './serverlessCost';
import { sizeFor } from './sizing';
import { KnownWorkload, Workload } from './workload';

/** The monthly cost of a pattern, part by part, in USD. */
export function monthlyCost(
  pattern: PlainPattern,
  workload: Workload,
  platform: PlatformModel,
  assume: AssumptionSet,
): MonthlyCost {
  const load = loadOf(workload.requestsPerMonth, workload.traffic, assume);
  return pattern === 'serverless'
    ? serverlessCost(workload, load, platform, assume)
    : alwaysOnCost(pattern, workload, load, assume);
}

/** The sum of the parts; undefined where a price is not known. */
export function totalOf(cost: MonthlyCost): number | undefined {
  return cost.status === 'priced'
    ? cost.parts.reduce((sum, part) => sum + part.monthly, 0)
    : undefined;
}

/** The cost of a pattern as a range over what is uncertain. */
export function costOf(
  pattern: PlainPattern,
  workload: KnownWorkload,
  platform: PlatformModel,
  assume: AssumptionSet,
): CostEstimate {
  if (workload.status === 'unknown') {
    return { status: 'unknown', missing: workload.missing };
  }
  const at = (end: Workload) => monthlyCost(pattern, end, platform, assume);
  const mid = at(workload.mid);
  if (mid.status === 'no-price') {
    return { status: 'unknown', missing: [`assumptions.${mid.assumption}`] };
  }
  const middle = totalOf(mid)!;
  return {
    status: 'estimated',
    monthly: {
      low: Math.min(totalOf(at(workload.low)) ?? middle, middle),
      mid: middle,
      high: Math.max(totalOf(at(workload.high)) ?? middle, middle),
    },
    parts: mid.parts,
    ...(mid.replicas !== undefined && { replicas: mid.replicas }),
  };
}

/*
 * A monolith scales as a whole for the peak; a service scales alone and follows the load. What makes
 * services more expensive than their instances is the premium: the cluster, the services beside
 * inference, and data between zones.
 */
function alwaysOnCost(
  pattern: 'monolith' | 'microservices',
  workload: Workload,
  load: Load,
  assume: AssumptionSet,
): MonthlyCost {
  const { slots, monthly } = instanceOf(pattern, workload, assume);
  if (monthly === undefined) {
    return { status: 'no-price', assumption: 'tpuInstanceHour' };
  }
  const rate = pattern === 'monolith' ? load.peakRate : load.meanRate;
  const minimum = assume.get('minReplicas');
  const replicas = Math.max(
    minimum,
    sizeFor(pattern, workload, rate, assume) / slots,
  );
  const instances: CostPart = {
    id: 'instances',
    title:
      pattern === 'monolith'
        ? 'Replicas of the whole application, for the peak'
        : 'Replicas of the inference service, on average',
    monthly: replicas * monthly,
  };
  if (pattern === 'monolith') {
    return {
      status: 'priced',
      parts: [instances],
      replicas: Math.ceil(replicas),
    };
  }
  return {
    status: 'priced',
    parts: [
      instances,
      clusterShare(assume),
      {
        id: 'supporting-services',
        title: 'Services beside inference',
        monthly:
          assume.get('supportingServices') *
          minimum *
          assume.get('supportingInstanceShare') *
          assume.get('cpuInstanceHour') *
          monthHours,
      },
      {
        id: 'transfer',
        title: 'Data between availability zones',
        monthly:
          2 *
          assume.get('crossZoneGb') *
          workload.dataGb *
          workload.requestsPerMonth *
          assume.get('hops') *
          assume.get('crossZoneShare'),
      },
    ],
    replicas: Math.ceil(replicas),
  };
}
