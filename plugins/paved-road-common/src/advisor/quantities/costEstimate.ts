import { CostEstimate } from './schemas';
import { AssumptionId } from './assumptions';
import { AssumptionSet } from './AssumptionSet';
import { CostPart, MonthlyCost } from './costParts';
import { Range, rangeAround } from './range';
import { KnownWorkload, Workload } from './workload';

type PurchaseOptions = Extract<
  CostEstimate,
  { status: 'estimated' }
>['purchaseOptions'];

/** The cost of a workload with its range of uncertainty; an end without a price counts as the middle. */
export function toCostRange(
  mid: number,
  { low, high }: Extract<KnownWorkload, { status: 'known' }>,
  priceOf: (workload: Workload) => MonthlyCost,
): Range {
  const [least, most] = [low, high].map(end => {
    const cost = priceOf(end);
    return cost.status === 'priced' ? cost.monthly : mid;
  });
  return rangeAround(least, mid, most);
}

/** A cost with its range and its purchase options. */
export function estimateCost(
  priceOf: (workload: Workload) => MonthlyCost,
  workload: KnownWorkload,
  assume: AssumptionSet,
): CostEstimate {
  if (workload.status === 'unknown') {
    return workload;
  }
  const mid = priceOf(workload.mid);
  if (mid.status === 'no-price') {
    return { status: 'unknown', missing: [`assumptions.${mid.assumption}`] };
  }
  const { monthly, parts, replicas } = mid;
  return {
    status: 'estimated',
    monthly: toCostRange(monthly, workload, priceOf),
    parts,
    ...(replicas !== undefined && {
      replicas,
      purchaseOptions: pricePurchaseOptions(parts, monthly, assume),
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

const onInstances = new Set(['instances', 'application', 'further-services']);

/** A discount applies only to instances and replaces the current one. */
function pricePurchaseOptions(
  parts: CostPart[],
  monthly: number,
  assume: AssumptionSet,
): PurchaseOptions {
  const instances = parts
    .filter(({ id }) => onInstances.has(id))
    .reduce((sum, { monthly: each }) => sum + each, 0);
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
