import { PlainPattern } from '../patterns';
import { AssumptionSet } from './AssumptionSet';
import { instanceOf } from './instances';
import { clusterShare, CostPart, MonthlyCost, priced } from './costParts';
import { Load, loadOf, monthHours } from './load';
import { PlatformModel } from './platforms';
import { serverlessCost } from './serverlessCost';
import { sizeFor } from './sizing';
import { Workload } from './workload';

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
    return priced([instances], Math.ceil(replicas));
  }
  return priced(
    [
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
    Math.ceil(replicas),
  );
}
