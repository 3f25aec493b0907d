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
  | {
      status: 'priced';
      /** The sum of the parts. */
      monthly: number;
      parts: CostPart[];
      replicas?: number;
    }
  | { status: 'no-price'; assumption: AssumptionId };

/** A cost that is the sum of its parts. */
export function priced(parts: CostPart[], replicas?: number): MonthlyCost {
  const monthly = parts.reduce((sum, part) => sum + part.monthly, 0);
  return replicas === undefined
    ? { status: 'priced', monthly, parts }
    : { status: 'priced', monthly, parts, replicas };
}

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
