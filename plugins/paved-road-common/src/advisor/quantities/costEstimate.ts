import { CostEstimate } from '../advice';
import { PlainPattern } from '../patterns';
import { AssumptionId } from './assumptions';
import { AssumptionSet } from './AssumptionSet';
import { CostPart } from './costParts';
import { monthlyCost } from './economics';
import { MeasuredCost } from './measure';
import { PlatformModel } from './platforms';
import { KnownWorkload, Workload } from './workload';

type PurchaseOptions = Extract<
  CostEstimate,
  { status: 'estimated' }
>['purchaseOptions'];

/** Completes a cost with its range over what is uncertain, and with what other ways to buy cost. */
export function costEstimateOf(
  pattern: PlainPattern,
  mid: MeasuredCost,
  workload: KnownWorkload,
  platform: PlatformModel,
  assume: AssumptionSet,
): CostEstimate {
  if (mid.status === 'unknown' || workload.status === 'unknown') {
    return {
      status: 'unknown',
      missing: mid.status === 'unknown' ? mid.missing : [],
    };
  }
  const { monthly, parts, replicas } = mid;
  const at = (end: Workload) => {
    const cost = monthlyCost(pattern, end, platform, assume);
    return cost.status === 'priced' ? cost.monthly : monthly;
  };
  return {
    status: 'estimated',
    monthly: {
      low: Math.min(at(workload.low), monthly),
      mid: monthly,
      high: Math.max(at(workload.high), monthly),
    },
    parts,
    ...(replicas !== undefined && {
      replicas,
      purchaseOptions: purchaseOptionsOf(parts, monthly, assume),
    }),
  };
}

const options: {
  id: NonNullable<PurchaseOptions>[number]['id'];
  title: string;
  discount?: AssumptionId;
}[] = [
  { id: 'on-demand', title: 'On demand' },
  {
    id: 'savings-plan',
    title: 'Savings plan, one year',
    discount: 'savingsPlanDiscount',
  },
  { id: 'spot', title: 'Spot', discount: 'spotDiscount' },
];

/** A discount holds for the instances only, and takes the place of the one in force. */
function purchaseOptionsOf(
  parts: CostPart[],
  monthly: number,
  assume: AssumptionSet,
): PurchaseOptions {
  const instances = parts.find(({ id }) => id === 'instances')?.monthly ?? 0;
  const list = instances / (1 - assume.get('purchaseDiscount'));
  return options.map(({ id, title, discount: source }) => {
    const discount = source ? assume.get(source) : 0;
    return {
      id,
      title,
      discount,
      monthly: monthly - instances + list * (1 - discount),
    };
  });
}
