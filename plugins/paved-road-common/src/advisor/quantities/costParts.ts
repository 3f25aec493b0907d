import { PlainPattern } from '../profile/patterns';
import { AssumptionId } from './assumptions';
import { AssumptionSet } from './AssumptionSet';
import { monthHours } from './load';
import { Invocation } from './workload';

/** One part of a monthly cost in USD. */
export interface CostPart {
  id: string;
  title: string;
  monthly: number;
}

/** Monthly cost of a pattern, or the assumption with an unknown price. */
export type MonthlyCost =
  | {
      status: 'priced';
      monthly: number;
      parts: CostPart[];
      replicas?: number;
    }
  | { status: 'no-price'; assumption: AssumptionId };

export function priced(parts: CostPart[], replicas?: number): MonthlyCost {
  const monthly = parts.reduce((sum, part) => sum + part.monthly, 0);
  return replicas === undefined
    ? { status: 'priced', monthly, parts }
    : { status: 'priced', monthly, parts, replicas };
}

/** A workload's share of the cost of a shared cluster. */
export function clusterShare(assume: AssumptionSet): CostPart {
  return {
    id: 'cluster',
    title: 'Share of the cluster',
    monthly:
      assume.get('controlPlaneHour') *
      monthHours *
      assume.get('controlPlaneShare'),
  };
}

/**
 * The entry to the application: a queue for events in every pattern; otherwise a gateway billed per request for
 * functions, or a load balancer for always-on capacity.
 */
export function entryCost(
  pattern: PlainPattern,
  invocation: Invocation,
  requestsPerMonth: number,
  assume: AssumptionSet,
): CostPart {
  const part = (id: string, title: string, fixed: number, million: number) => ({
    id,
    title,
    monthly: fixed + (requestsPerMonth / 1e6) * million,
  });
  if (invocation === 'event') {
    return part('queue', 'Queue of events', 0, assume.get('queueRequest'));
  }
  return pattern === 'serverless'
    ? part('gateway', 'API gateway', 0, assume.get('gatewayRequest'))
    : part(
        'load-balancer',
        'Load balancer',
        monthHours * assume.get('loadBalancerHour'),
        assume.get('loadBalancerRequest'),
      );
}

/**
 * Data that crosses zones between separate stages, whether services, or functions that hand over through a
 * cache, a database or a broker.
 */
export function transferCost(
  dataGb: number,
  requestsPerMonth: number,
  assume: AssumptionSet,
): CostPart {
  return {
    id: 'transfer',
    title: 'Data between availability zones',
    monthly:
      2 *
      assume.get('crossZoneGb') *
      assume.get('crossZoneShare') *
      dataGb *
      requestsPerMonth,
  };
}
