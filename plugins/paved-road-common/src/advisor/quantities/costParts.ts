import { AssumptionId } from './assumptions';
import { AssumptionSet } from './AssumptionSet';
import { monthHours } from './load';

/** One part of a monthly cost in USD. */
export interface CostPart {
  id: string;
  title: string;
  monthly: number;
}

/** What a pattern costs in a month, or the assumption whose price is not known. */
export type MonthlyCost =
  | { status: 'priced'; parts: CostPart[]; replicas?: number }
  | { status: 'no-price'; assumption: AssumptionId };

/** What a workload pays of the cluster that it shares. */
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
